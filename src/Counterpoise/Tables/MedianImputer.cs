using Counterpoise.Statistics;

namespace Counterpoise.Tables;

/// <summary>
/// Fills missing values: the median of a numeric column, the most frequent category of a categorical one, both of the training rows alone.
/// </summary>
/// <remarks>
/// The median of an even number of values is the mean of the middle two; among equally common names the lower code is taken. Equal to
/// scikit-learn's SimpleImputer.
/// </remarks>
public sealed class MedianImputer
{
    private readonly Dictionary<string, double> _medians;
    private readonly Dictionary<string, string> _modes;

    internal MedianImputer(Dictionary<string, double> medians, Dictionary<string, string> modes) => (_medians, _modes) = (medians, modes);

    internal IReadOnlyDictionary<string, double> Medians => _medians;

    internal IReadOnlyDictionary<string, string> Modes => _modes;

    /// <summary>Learns the value to fill in for each column.</summary>
    /// <param name="training">Training rows only.</param>
    /// <exception cref="ArgumentException">A column has no value at all in the training rows.</exception>
    public static MedianImputer Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Columns.FirstOrDefault(c => c.MissingCount == c.Count) is { } empty)
            throw new ArgumentException(
                $"column '{empty.Name}' has no value in the {empty.Count} training rows, so nothing can be filled in: leave it out with "
                + $"Without(\"{empty.Name}\")", nameof(training));
        return new MedianImputer(
            training.Columns.OfType<NumericColumn>().ToDictionary(c => c.Name, Median, StringComparer.Ordinal),
            training.Columns.OfType<CategoricalColumn>().ToDictionary(c => c.Name, Mode, StringComparer.Ordinal));
    }

    /// <summary>Fills the missing values; any rows of the same columns.</summary>
    /// <param name="table">Rows to transform.</param>
    public Table Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.With([.. table.Columns.Select(c => c.MissingCount == 0 ? c : c is NumericColumn numbers ? Fill(numbers)
            : Fill((CategoricalColumn)c))]);
    }

    private static double Median(NumericColumn column) =>
        Percentiles.Median([.. column.Values.ToArray().Where(v => !double.IsNaN(v))]);

    private static string Mode(CategoricalColumn column)
    {
        var counts = new int[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
                counts[code]++;
        }

        return column.Categories[Array.IndexOf(counts, counts.Max())];
    }

    private NumericColumn Fill(NumericColumn column) => column.Fill(Learned(_medians, column.Name));

    private CategoricalColumn Fill(CategoricalColumn column)
    {
        var mode = Learned(_modes, column.Name);
        var categories = column.Categories.Contains(mode) ? [.. column.Categories] : column.Categories.Append(mode).ToArray();
        var fill = Array.IndexOf(categories, mode);
        return new CategoricalColumn(column.Name, categories, Array.ConvertAll(column.Codes.ToArray(), code => code < 0 ? fill : code));
    }

    private static T Learned<T>(Dictionary<string, T> learned, string name) => learned.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"column '{name}' was not among the training columns {string.Join(", ", learned.Keys)}");
}
