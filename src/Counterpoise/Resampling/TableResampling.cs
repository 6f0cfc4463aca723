using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Resampling;

/// <summary>Resampling of tables.</summary>
public static class TableResampling
{
    /// <summary>Resamples a table of training rows; row ids travel along, and added rows know the rows they were made from.</summary>
    /// <param name="resampler">The method.</param>
    /// <param name="table">Rows with labels. Categorical columns need a method that takes them.</param>
    /// <param name="rng">The draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The table has categorical columns that the method would calculate with, or does not fit the
    /// method; the message calls classes and columns by their names.</exception>
    /// <exception cref="InvalidOperationException">The table has no target.</exception>
    public static TableResampleResult Resample(this IResampler resampler, Table table, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        ArgumentNullException.ThrowIfNull(table);
        var labels = table.RequireLabels();
        var result = TableNames.Run(() => For(resampler, table).Resample(table.ToCodedMatrix(), labels.Codes.ToArray(), rng,
            cancellationToken), labels.Classes, [.. table.Columns.Select(c => c.Name)]);
        var seeds = Array.ConvertAll(result.Provenance, p => p.Seed);
        var source = table.RowIds.ToArray();
        // Below zero no part of the source has ids, whichever rows of it are here.
        var next = Math.Min(0, source.DefaultIfEmpty().Min());
        var ids = Array.ConvertAll(result.Provenance, p => p.Kind == RowKind.Original ? source[p.Seed] : --next);
        // A method that learns from a whole class gives all its rows the same parents.
        var known = new Dictionary<int[], long[]>(ReferenceEqualityComparer.Instance);
        long[] Parents(int row)
        {
            var parents = result.Parents(row);
            return known.TryGetValue(parents, out var same) ? same
                : known[parents] = [.. parents.SelectMany(p => table.ParentsOf(p).Prepend(source[p])).Distinct()];
        }

        // Weight, group and time come with the seed; the features are then replaced by the result's.
        var resampled = table.Select(seeds)
            .With(table.FromCodedMatrix(result.Features).Columns)
            .WithRows(ids, [.. result.Provenance.Select((p, row) => p.Kind == RowKind.Original ? table.ParentsOf(p.Seed) : Parents(row))])
            .With(labels.WithCodes(result.Labels));
        return new TableResampleResult(resampled, result);
    }

    /// <summary>The resampler as it is to be given the coded columns of a table, if it takes the table's categories as such.</summary>
    internal static IResampler For(IResampler resampler, Table table)
    {
        var categorical = CategoricalOf(table);
        if (!Takes(resampler, categorical, table.Columns.Count))
        {
            var names = categorical.Length == 0 ? "none" : string.Join(", ", categorical.Select(c => $"'{table.Columns[c].Name}' ({c})"));
            throw new ArgumentException(
                $"the table's categorical columns are {names} of {table.Columns.Count}, and {resampler.GetType().Name} as it is set up "
                    + $"does not treat these and no others as categories: use SmoteNc where some columns are categorical, SmoteN where "
                    + $"all are, Smote where none is, or encode them with OneHotEncoder",
                nameof(table));
        }

        return resampler is ICategoryResampler aware ? aware.For(categorical) : resampler;
    }

    /// <summary>Whether a resampler must see the table's categories as such: it takes them, or it takes nothing without them.</summary>
    internal static bool SeesCategories(IResampler resampler, Table table)
    {
        var (categorical, columns) = (CategoricalOf(table), table.Columns.Count);
        return !Takes(resampler, [], columns) || (categorical.Length > 0 && Takes(resampler, categorical, columns));
    }

    private static int[] CategoricalOf(Table table) => [.. Enumerable.Range(0, table.Columns.Count)
        .Where(c => table.Columns[c].Kind == ColumnKind.Categorical)];

    private static bool Takes(IResampler resampler, int[] categorical, int columns) =>
        resampler is ICategoryResampler categories ? categories.TakesCategories(categorical, columns) : categorical.Length == 0;
}
