using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>
/// Turns the features of a table into finite numbers of comparable scale: gaps are filled (median, commonest name), numbers get mean 0 and
/// deviation 1, categories become columns of 0 and 1, which stay so; every figure is learned from the training rows alone.
/// </summary>
/// <remarks>A column of 0 and 1 divided by its deviation would weigh the more, in distances and under a ridge, the rarer its category is.</remarks>
public sealed class FeaturePreparation
{
    private readonly MedianImputer _imputer;
    private readonly OneHotEncoder _encoder;
    private readonly Standardizer _standardizer;

    private FeaturePreparation(string[] dropped, MedianImputer imputer, OneHotEncoder encoder, Standardizer standardizer, string[] names, Range[] categories) =>
        (DroppedColumns, _imputer, _encoder, _standardizer, ColumnNames, CategoryColumns) = (dropped, imputer, encoder, standardizer, names, categories);

    /// <summary>Columns without any value in the training rows, which are left out.</summary>
    public IReadOnlyList<string> DroppedColumns { get; }

    /// <summary>Names of the columns of the matrix.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The columns of the matrix that together stand for one column of names each, in ascending order.</summary>
    public IReadOnlyList<Range> CategoryColumns { get; }

    /// <summary>Learns from training rows.</summary>
    /// <param name="training">At least one row and one column with a value.</param>
    /// <exception cref="ArgumentException">There is no row, or no column has a value.</exception>
    public static FeaturePreparation Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var dropped = training.Columns.Where(c => c.MissingCount == c.Count).Select(c => c.Name).ToArray();
        if (dropped.Length == training.Columns.Count)
            throw new ArgumentException($"none of the {training.Columns.Count} columns has a value in the {training.RowCount} training rows; a model needs at least one", nameof(training));
        var kept = training.Without(dropped);
        var imputer = MedianImputer.Fit(kept);
        var filled = imputer.Apply(kept);
        var encoder = OneHotEncoder.Fit(filled);
        return new FeaturePreparation(dropped, imputer, encoder, Standardizer.Fit(filled), [.. encoder.Apply(filled).Columns.Select(c => c.Name)], [.. Categories(filled, encoder)]);
    }

    /// <summary>Transforms any rows of the same columns.</summary>
    /// <param name="table">Rows.</param>
    /// <returns>Matrix [rows, <see cref="ColumnNames"/>].</returns>
    public DenseMatrix Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(Scale(table));
    }

    private static IEnumerable<Range> Categories(Table filled, OneHotEncoder encoder)
    {
        var at = 0;
        foreach (var column in filled.Columns)
        {
            var start = at;
            at += encoder.Width(column);
            if (column is CategoricalColumn)
                yield return start..at;
        }
    }

    /// <summary>The first half: gaps filled and numbers scaled; names stay names.</summary>
    internal Table Scale(Table table) => _standardizer.Apply(_imputer.Apply(table.Without([.. DroppedColumns])));

    /// <summary>The second half: names become columns of their own.</summary>
    internal DenseMatrix Encode(Table scaled) => _encoder.Apply(scaled).ToMatrix();
}
