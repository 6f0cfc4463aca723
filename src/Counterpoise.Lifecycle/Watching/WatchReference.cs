using Counterpoise.Data;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>The reference of a watch: its features, probabilities and classes, and how a row of the stream becomes one of them.</summary>
internal sealed record WatchReference
{
    private const string Prefix = "p_";

    private WatchReference(Table features, DriftWindow window, IReadOnlyList<string> scores, int positive, TableModel? model = null) =>
        (Features, Window, Scores, Positive, Model) = (features, window, scores, positive, model);

    /// <summary>What scores rows; null where they are scored already.</summary>
    public TableModel? Model { get; }

    public Table Features { get; }

    public DriftWindow Window { get; }

    /// <summary>The column of each class, or one column of <see cref="Positive"/>.</summary>
    public IReadOnlyList<string> Scores { get; }

    public int Positive { get; }

    public IReadOnlyList<string> ClassNames => Window.ClassNames;

    /// <summary>How numbers are written.</summary>
    public NumberFormat Numbers { get; private init; } = new();

    /// <summary>Texts that mean missing.</summary>
    public IReadOnlySet<string> MissingTokens { get; private init; } = SchemaInference.MissingTokens;

    /// <summary>What makes two classes of a number in the column of the class; null where each text is a class.</summary>
    public ClassRule? PositiveWhen { get; private init; }

    public static WatchReference Read(WatchOptions options)
    {
        var model = options.Model is { } file ? SavedTableModels.Load(file) : null;
        var given = ReadingTexts.Apply(options.Reading, options.ReadingGiven, model?.Card.Reading ?? new Dictionary<string, string>());
        return Read(options.Reference, options.Columns, given, model) with
        {
            Numbers = given.Numbers,
            MissingTokens = given.MissingTokens,
            PositiveWhen = given.PositiveWhen,
        };
    }

    private static WatchReference Read(string path, WatchColumns columns, TableReadOptions reading, TableModel? model)
    {
        var kinds = model?.Card.Columns.Where(c => !c.IsDropped).ToDictionary(c => c.Name, c => c.Kind) ?? [];
        if (reading.PositiveWhen is null)
            kinds[columns.Target] = ColumnKind.Categorical;
        var there = TableFile.ColumnNames(path, reading);
        var table = TableFile.Read(path, reading with { Target = columns.Target, Exclude = columns.Exclude,
            Kinds = kinds.Where(k => there.Contains(k.Key)).ToDictionary() });
        var labels = table.RequireLabels();
        if (labels.Classes.Count < 2)
            throw new InvalidDataException(
                $"the reference '{path}' holds one class, '{string.Join(", ", labels.Classes)}'; expected at least two");
        if (model is not null)
            return Scored(table, model, path);
        var positive = Place(labels, columns);
        string[] scores = columns.Score is { } one ? [one] : [.. labels.Classes.Select(c => Prefix + c)];
        if (scores.FirstOrDefault(s => table.Columns.All(c => c.Name != s)) is { } missing)
            throw new InvalidDataException(
                $"the reference '{path}' has no column '{missing}'; expected probabilities of the classes "
                + $"{string.Join(", ", labels.Classes)}; its columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        var numbers = scores.Select(s => table[s] as NumericColumn
            ?? throw new InvalidDataException($"column '{s}' of '{path}' holds names; expected probabilities in [0, 1]")).ToArray();
        var probabilities = new double[table.RowCount * labels.Classes.Count];
        for (var i = 0; i < table.RowCount; i++)
            Spread([.. numbers.Select(n => n[i])], probabilities.AsSpan(i * labels.Classes.Count, labels.Classes.Count), positive,
                $"row {i + 1} of '{path}'");
        var features = table.Without([.. table.Columns.Select(c => c.Name)
            .Where(n => n == columns.Id || scores.Contains(n)
            || (columns.Score is null && n.StartsWith(Prefix, StringComparison.Ordinal)))]);
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

    /// <summary>Probabilities of one row in the codes of the reference, by the model.</summary>
    public double[] Score(double[] row)
    {
        var columns = Features.Columns.Select((c, j) => c is CategoricalColumn names
            ? (Column)new CategoricalColumn(c.Name, [.. names.Categories, Unknown(names)], [double.IsNaN(row[j]) ? -1 : (int)row[j]])
            : new NumericColumn(c.Name, [row[j]])).ToArray();
        return Model!.PredictProbabilities(new Table(columns, [0]));
    }

    /// <summary>A name that no category has, for those that the reference does not know.</summary>
    private static string Unknown(CategoricalColumn names)
    {
        var name = "unknown";
        while (names.Categories.Contains(name))
            name += "_";
        return name;
    }

    private static WatchReference Scored(Table table, TableModel model, string path)
    {
        var (labels, classes) = (table.RequireLabels(), model.Card.ClassNames);
        var codes = labels.Classes.Select(c => classes.ToList().IndexOf(c)).ToArray();
        if (Array.FindIndex(codes, c => c < 0) is var stranger and >= 0)
            throw new InvalidDataException(
                $"the reference '{path}' has class '{labels.Classes[stranger]}'; the model knows {string.Join(", ", classes)}");
        // What the model does not take is no feature: ids, scores of others, and whatever was left out when it was trained.
        string[] taken = [.. model.Card.Columns.Where(c => !c.IsDropped).Select(c => c.Name)];
        if (taken.FirstOrDefault(n => table.Columns.All(c => c.Name != n)) is { } missing)
            throw new InvalidDataException($"the reference '{path}' has no column '{missing}'; the model takes {string.Join(", ", taken)}");
        var features = table.Without([.. table.Columns.Select(c => c.Name).Where(n => !taken.Contains(n))])
            .With(new Labels(labels.Name, [.. classes], [.. labels.Codes.ToArray().Select(c => codes[c])]));
        return new WatchReference(features, DriftWindow.FromTable(features, model.PredictProbabilities(features)), [], 0, model);
    }

    private static int Place(Labels labels, WatchColumns columns)
    {
        if (columns.Score is null)
            return 0;
        if (labels.Classes.Count != 2)
            throw new InvalidDataException(
                $"one score is for two classes; the reference has {labels.Classes.Count}: give a column {Prefix}CLASS for each");
        return columns.Positive is not { } name ? labels.MinorityClass()
            : labels.Classes.ToList().IndexOf(name) is var place and >= 0 ? place
            : throw new InvalidDataException(
                $"the positive class is '{name}'; the classes of the reference are {string.Join(", ", labels.Classes)}");
    }
}
