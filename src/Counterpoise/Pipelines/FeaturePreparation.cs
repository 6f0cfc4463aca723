using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>
/// Turns the features of a table into finite numbers of comparable scale: gaps are filled (median, commonest name), categories become
/// 0/1 columns, numbers get mean 0 and deviation 1; every figure is learned from the training rows alone.
/// </summary>
public sealed class FeaturePreparation
{
    private readonly MedianImputer _imputer;
    private readonly OneHotEncoder _encoder;
    private readonly Standardizer _standardizer;

    private FeaturePreparation(string[] dropped, MedianImputer imputer, OneHotEncoder encoder, Standardizer standardizer, string[] names) =>
        (DroppedColumns, _imputer, _encoder, _standardizer, ColumnNames) = (dropped, imputer, encoder, standardizer, names);

    /// <summary>Columns without any value in the training rows, which are left out.</summary>
    public IReadOnlyList<string> DroppedColumns { get; }

    /// <summary>Names of the columns of the matrix.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

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
        var encoded = encoder.Apply(filled);
        return new FeaturePreparation(dropped, imputer, encoder, Standardizer.Fit(encoded), [.. encoded.Columns.Select(c => c.Name)]);
    }

    /// <summary>Transforms any rows of the same columns.</summary>
    /// <param name="table">Rows.</param>
    /// <returns>Matrix [rows, <see cref="ColumnNames"/>].</returns>
    public DenseMatrix Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(Scale(table));
    }

    /// <summary>The first half: gaps filled and numbers scaled; names stay names.</summary>
    internal Table Scale(Table table) => _standardizer.Apply(_imputer.Apply(table.Without([.. DroppedColumns])));

    /// <summary>The second half: names become columns of their own, scaled as in training.</summary>
    internal DenseMatrix Encode(Table scaled)
    {
        var numbers = scaled.Columns.OfType<NumericColumn>().Select(c => c.Name).ToHashSet();
        var encoded = _encoder.Apply(scaled);
        return encoded.With([.. encoded.Columns.Select(c => numbers.Contains(c.Name) ? c : _standardizer.Apply(new Table([c])).Columns[0])]).ToMatrix();
    }
}
