using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Resampling;

/// <summary>Resampling of tables.</summary>
public static class TableResampling
{
    /// <summary>Resamples a table of training rows; row ids travel along.</summary>
    /// <param name="resampler">The method.</param>
    /// <param name="table">Rows with labels. Categorical columns need a method that takes them.</param>
    /// <param name="rng">The draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The table has categorical columns that the method would calculate with, or does not fit the method.</exception>
    /// <exception cref="InvalidOperationException">The table has no target.</exception>
    public static TableResampleResult Resample(this IResampler resampler, Table table, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        ArgumentNullException.ThrowIfNull(table);
        var labels = table.RequireLabels();
        RequireCategories(resampler, table);
        var result = resampler.Resample(table.ToCodedMatrix(), labels.Codes.ToArray(), rng, cancellationToken);
        var seeds = Array.ConvertAll(result.Provenance, p => p.Seed);
        var source = table.RowIds.ToArray();
        var next = source.Length == 0 ? 0 : source.Max() + 1;
        var ids = Array.ConvertAll(result.Provenance, p => p.Kind == RowKind.Original ? source[p.Seed] : next++);
        // Weight, group and time come with the seed; the features are then replaced by the result's.
        var resampled = table.Select(seeds)
            .With(table.FromCodedMatrix(result.Features).Columns)
            .WithRowIds(ids)
            .With(labels.WithCodes(result.Labels));
        return new TableResampleResult(resampled, result);
    }

    private static void RequireCategories(IResampler resampler, Table table)
    {
        var categorical = Enumerable.Range(0, table.Columns.Count).Where(c => table.Columns[c].Kind == ColumnKind.Categorical).ToArray();
        var takes = resampler is ICategoryResampler categories ? categories.TakesCategories(categorical, table.Columns.Count) : categorical.Length == 0;
        if (!takes)
        {
            var names = categorical.Length == 0 ? "none" : string.Join(", ", categorical.Select(c => $"'{table.Columns[c].Name}' ({c})"));
            throw new ArgumentException(
                $"the table's categorical columns are {names}, and {resampler.GetType().Name} as it is set up does not treat these and no others as categories: use SmoteNc with CategoricalColumns = [{string.Join(", ", categorical)}], SmoteN where all columns are categorical, or encode them with OneHotEncoder",
                nameof(table));
        }
    }
}
