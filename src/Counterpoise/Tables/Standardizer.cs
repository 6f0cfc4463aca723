namespace Counterpoise.Tables;

/// <summary>Brings numeric columns to mean 0 and standard deviation 1 with figures of the training rows alone.</summary>
/// <remarks>
/// z = (x - mean) / s with the population deviation s; missing values take no part and stay missing; a constant column is only
/// centred. Categorical columns pass unchanged. Equal to scikit-learn's StandardScaler.
/// </remarks>
public sealed class Standardizer
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    private readonly Dictionary<string, (double Mean, double Scale)> _moments;

    internal Standardizer(Dictionary<string, (double Mean, double Scale)> moments) => _moments = moments;

    internal IReadOnlyDictionary<string, (double Mean, double Scale)> Moments => _moments;

    /// <summary>Learns mean and deviation of each numeric column.</summary>
    /// <param name="training">Training rows only.</param>
    public static Standardizer Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new Standardizer(training.Columns.OfType<NumericColumn>().ToDictionary(c => c.Name, MomentsOf, StringComparer.Ordinal));
    }

    /// <summary>Applies the learned figures; any rows of the same columns.</summary>
    /// <param name="table">Rows to transform.</param>
    /// <exception cref="ArgumentException">A numeric column was not there when the figures were learned.</exception>
    public Table Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.With([.. table.Columns.Select(c => c is NumericColumn numbers ? Apply(numbers) : c)]);
    }

    /// <summary>Brings standardised rows back to their own units, but for rounding.</summary>
    /// <param name="table">Rows that were standardised.</param>
    /// <exception cref="ArgumentException">A numeric column was not there when the figures were learned.</exception>
    public Table Invert(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.With([.. table.Columns.Select(c => c is NumericColumn numbers ? Invert(numbers) : c)]);
    }

    private static (double Mean, double Scale) MomentsOf(NumericColumn column)
    {
        var values = column.Values.ToArray().Where(v => !double.IsNaN(v)).ToArray();
        if (values.Length == 0)
            return (0, 1);
        var mean = values.Average();
        var variance = values.Average(v => (v - mean) * (v - mean));

        // Rounding leaves a constant column a tiny deviation; scikit-learn's bound tells it from a true one.
        var constant = variance <= (values.Length * MachineEpsilon * variance) + Math.Pow(values.Length * mean * MachineEpsilon, 2);
        return (mean, constant ? 1 : Math.Sqrt(variance));
    }

    private NumericColumn Apply(NumericColumn column)
    {
        var m = Of(column);
        return new NumericColumn(column.Name, Array.ConvertAll(column.Values.ToArray(), v => (v - m.Mean) / m.Scale));
    }

    private NumericColumn Invert(NumericColumn column)
    {
        var m = Of(column);
        return new NumericColumn(column.Name, Array.ConvertAll(column.Values.ToArray(), v => (v * m.Scale) + m.Mean));
    }

    private (double Mean, double Scale) Of(NumericColumn column) => _moments.TryGetValue(column.Name, out var moments)
        ? moments
        : throw new ArgumentException($"column '{column.Name}' was not among the training columns {string.Join(", ", _moments.Keys)}");
}
