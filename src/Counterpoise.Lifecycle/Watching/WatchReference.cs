using Counterpoise.Data;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>The reference of a watch: its features, probabilities and classes, and how a row of the stream becomes one of them.</summary>
internal sealed class WatchReference
{
    private const string Prefix = "p_";

    private WatchReference(Table features, DriftWindow window, IReadOnlyList<string> scores, int positive) =>
        (Features, Window, Scores, Positive) = (features, window, scores, positive);

    public Table Features { get; }

    public DriftWindow Window { get; }

    /// <summary>The column of each class, or one column of <see cref="Positive"/>.</summary>
    public IReadOnlyList<string> Scores { get; }

    public int Positive { get; }

    public IReadOnlyList<string> ClassNames => Window.ClassNames;

    public static WatchReference Read(string path, WatchColumns columns)
    {
        var table = TableFile.Read(path, new TableReadOptions { Target = columns.Target, Exclude = columns.Exclude, Kinds = new Dictionary<string, ColumnKind> { [columns.Target] = ColumnKind.Categorical } });
        var labels = table.RequireLabels();
        if (labels.Classes.Count < 2)
            throw new InvalidDataException($"the reference '{path}' holds one class, '{string.Join(", ", labels.Classes)}'; expected at least two");
        var positive = Place(labels, columns);
        string[] scores = columns.Score is { } one ? [one] : [.. labels.Classes.Select(c => Prefix + c)];
        if (scores.FirstOrDefault(s => table.Columns.All(c => c.Name != s)) is { } missing)
            throw new InvalidDataException($"the reference '{path}' has no column '{missing}'; expected probabilities of the classes {string.Join(", ", labels.Classes)}; its columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        var numbers = scores.Select(s => table[s] as NumericColumn ?? throw new InvalidDataException($"column '{s}' of '{path}' holds names; expected probabilities in [0, 1]")).ToArray();
        var probabilities = new double[table.RowCount * labels.Classes.Count];
        for (var i = 0; i < table.RowCount; i++)
            Spread([.. numbers.Select(n => n[i])], probabilities.AsSpan(i * labels.Classes.Count, labels.Classes.Count), positive, $"row {i + 1} of '{path}'");
        var features = table.Without([.. table.Columns.Select(c => c.Name).Where(n => n == columns.Id || scores.Contains(n) || (columns.Score is null && n.StartsWith(Prefix, StringComparison.Ordinal)))]);
        return new WatchReference(features, DriftWindow.FromTable(features, probabilities), scores, positive);
    }

    /// <summary>Probabilities of all classes of those that a row has, divided by their sum where rounding has moved it.</summary>
    public static void Spread(double[] scores, Span<double> row, int positive, string where)
    {
        foreach (var score in scores)
            if (score is not (>= 0 and <= 1))
                throw new InvalidDataException($"{where} has the probability {score}; expected in [0, 1]");
        if (scores.Length == 1 && row.Length == 2)
        {
            (row[positive], row[1 - positive]) = (scores[0], 1 - scores[0]);
            return;
        }

        var sum = scores.Sum();
        if (Math.Abs(sum - 1) > .02)
            throw new InvalidDataException($"{where} has probabilities that sum to {sum:0.####}; expected 1");
        for (var c = 0; c < row.Length; c++)
            row[c] = Math.Min(1, scores[c] / sum);
    }

    private static int Place(Labels labels, WatchColumns columns)
    {
        if (columns.Score is null)
            return 0;
        if (labels.Classes.Count != 2)
            throw new InvalidDataException($"one score is for two classes; the reference has {labels.Classes.Count}: give a column {Prefix}CLASS for each");
        return columns.Positive is not { } name ? labels.MinorityClass()
            : labels.Classes.ToList().IndexOf(name) is var place and >= 0 ? place
            : throw new InvalidDataException($"the positive class is '{name}'; the classes of the reference are {string.Join(", ", labels.Classes)}");
    }
}
