using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>
/// Turns the features of a table into finite numbers of comparable scale: missing values are filled (median, most frequent category),
/// numbers get mean 0 and deviation 1, categories become columns of 0 and 1, which stay so; every figure is learned from the training rows
/// alone.
/// </summary>
/// <remarks>
/// A column of 0 and 1 divided by its deviation would weigh the more, in distances and under a ridge, the rarer its category is.
/// </remarks>
public sealed class FeaturePreparation
{
    private readonly MedianImputer _imputer;
    private readonly OneHotEncoder _encoder;
    private readonly Standardizer _standardizer;

    private FeaturePreparation(
        IReadOnlyList<PreparedColumn> columns, MedianImputer imputer, OneHotEncoder encoder, Standardizer standardizer, string[] names,
            Range[] categories)
    {
        (Columns, _imputer, _encoder, _standardizer, ColumnNames, CategoryColumns) =
            (columns, imputer, encoder, standardizer, names, categories);
        DroppedColumns = [.. columns.Where(c => c.IsDropped).Select(c => c.Name)];
    }

    /// <summary>The columns of the table in their order, with what was learned of each.</summary>
    public IReadOnlyList<PreparedColumn> Columns { get; }

    /// <summary>Columns without any value in the training rows, which are left out.</summary>
    public IReadOnlyList<string> DroppedColumns { get; }

    /// <summary>Names of the columns of the matrix.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The columns of the matrix that together stand for one categorical column each, in ascending order.</summary>
    public IReadOnlyList<Range> CategoryColumns { get; }

    /// <summary>Learns from training rows.</summary>
    /// <param name="training">At least one row and one column with a value.</param>
    /// <exception cref="ArgumentException">There is no row, or no column has a value.</exception>
    public static FeaturePreparation Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var dropped = training.Columns.Where(c => c.MissingCount == c.Count).Select(c => c.Name).ToArray();
        if (dropped.Length == training.Columns.Count)
            throw new ArgumentException(
                $"none of the {training.Columns.Count} columns has a value in the {training.RowCount} training rows; a model needs at "
                + $"least one", nameof(training));
        var kept = training.Without(dropped);
        var imputer = MedianImputer.Fit(kept);
        var filled = imputer.Apply(kept);
        var encoder = OneHotEncoder.Fit(filled);
        var standardizer = Standardizer.Fit(filled);
        PreparedColumn[] columns = [.. training.Columns.Select(c => dropped.Contains(c.Name) ? new PreparedColumn(c.Name, c.Kind)
            : Learned(c, imputer, encoder, standardizer))];
        return new FeaturePreparation(columns, imputer, encoder, standardizer, [.. encoder.Apply(filled).Columns.Select(c => c.Name)],
            [.. Categories(columns)]);
    }

    /// <summary>The preparation that has learned these columns.</summary>
    /// <param name="columns">Columns of different names, at least one not dropped.</param>
    /// <exception cref="ArgumentException">A name stands twice, all columns are dropped, or a scale is not above 0.</exception>
    public static FeaturePreparation From(IReadOnlyList<PreparedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        PreparedColumn[] kept = [.. columns.Where(c => !c.IsDropped)];
        if (kept.Length == 0 || columns.DistinctBy(c => c.Name).Count() < columns.Count || kept.Any(c => !(c.Scale > 0)))
            throw new ArgumentException("expected columns of different names, at least one of them with values, and scales above 0",
                nameof(columns));
        PreparedColumn[] numbers = [.. kept.Where(c => c.Kind == ColumnKind.Numeric)],
            names = [.. kept.Where(c => c.Kind == ColumnKind.Categorical)];
        return new FeaturePreparation(
            columns,
            new MedianImputer(numbers.ToDictionary(c => c.Name, c => c.Median, StringComparer.Ordinal),
                names.ToDictionary(c => c.Name, c => c.Mode, StringComparer.Ordinal)),
            new OneHotEncoder(names.ToDictionary(c => c.Name, c => c.Categories.ToArray(), StringComparer.Ordinal)),
            new Standardizer(numbers.ToDictionary(c => c.Name, c => (c.Mean, c.Scale), StringComparer.Ordinal)),
            [.. kept.SelectMany(c => c.Kind == ColumnKind.Numeric ? [c.Name] : c.Categories.Select(name => $"{c.Name}={name}"))],
            [.. Categories(columns)]);
    }

    /// <summary>Transforms any rows of the same columns.</summary>
    /// <param name="table">Rows.</param>
    /// <returns>Matrix [rows, <see cref="ColumnNames"/>].</returns>
    public DenseMatrix Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(Scale(table));
    }

    private static PreparedColumn Learned(Column column, MedianImputer imputer, OneHotEncoder encoder, Standardizer standardizer)
    {
        if (column.Kind == ColumnKind.Categorical)
            return new PreparedColumn(column.Name, column.Kind) { IsDropped = false, Mode = imputer.Modes[column.Name],
                Categories = encoder.Categories[column.Name] };
        var (mean, scale) = standardizer.Moments[column.Name];
        return new PreparedColumn(column.Name, column.Kind) { IsDropped = false, Median = imputer.Medians[column.Name], Mean = mean,
            Scale = scale };
    }

    private static IEnumerable<Range> Categories(IEnumerable<PreparedColumn> columns)
    {
        var at = 0;
        foreach (var column in columns.Where(c => !c.IsDropped))
        {
            var start = at;
            at += column.Width;
            if (column.Kind == ColumnKind.Categorical)
                yield return start..at;
        }
    }

    /// <summary>The first half: missing values filled and numbers scaled; categories stay categories.</summary>
    /// <remarks>A column that is left out may be there or not: rows to come need not bring what says nothing.</remarks>
    internal Table Scale(Table table) =>
        _standardizer.Apply(_imputer.Apply(table.With([.. table.Columns.Where(c => !DroppedColumns.Contains(c.Name))])));

    /// <summary>The second half: names become columns of their own.</summary>
    internal DenseMatrix Encode(Table scaled) => _encoder.Apply(scaled).ToMatrix();
}
