using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>Resampling of data views.</summary>
public static class DataViewResampling
{
    /// <summary>
    /// Resamples training rows. Features are changed by the sampler; a new row takes every other column from the row that it was made from.
    /// </summary>
    /// <param name="catalog">ML.NET's <c>context.Data</c>.</param>
    /// <param name="data">Training rows; read once into memory.</param>
    /// <param name="sampler">Any sampler of Counterpoise.</param>
    /// <param name="labelColumn">The class: a Boolean, a key, a text or a number.</param>
    /// <param name="featureColumns">Numbers and vectors of numbers; keys, texts and Booleans count as categories, which need a sampler that
    /// takes them, such as <see cref="SmoteNc"/>.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The rows with the columns <see cref="RowOrigin.Kind"/> and <see cref="RowOrigin.Source"/>, so that they cannot be evaluated
    /// on by mistake.</returns>
    /// <exception cref="ArgumentException">A column is not there or of another type, or the rows do not fit the sampler.</exception>
    /// <exception cref="InvalidOperationException">The data were resampled before.</exception>
    public static IDataView Resample(this DataOperationsCatalog catalog, IDataView data, IResampler sampler, string labelColumn,
        IReadOnlyList<string> featureColumns, ulong seed = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(sampler);
        if (data.Schema.GetColumnOrNull(RowOrigin.Kind) is not null)
        {
            throw new InvalidOperationException(
                $"the data have a column '{RowOrigin.Kind}', so they were resampled before: resample the rows that they were made from");
        }

        var rows = RowsInMemory.Read(data);
        var (labels, features) = (LabelColumn.Read(rows, labelColumn), FeatureColumns.Read(rows, featureColumns));
        var result = For(sampler, features).Resample(features.Matrix, labels.Codes, new RandomStream(seed, "resample"), cancellationToken);
        var resampled = rows.Select(Array.ConvertAll(result.Provenance, p => p.Seed));
        var origin = new StoredColumn<ReadOnlyMemory<char>>(default)
            .Filled(result.Provenance.Select(p => p.Kind.ToString().ToLowerInvariant().AsMemory()));
        var source = new StoredColumn<long>(default).Filled(result.Provenance.Select(p => (long)p.Seed));
        return resampled.With(features.Write(rows, result.Features), (RowOrigin.Kind, TextDataViewType.Instance, origin),
            (RowOrigin.Source, NumberDataViewType.Int64, source));
    }

    /// <summary>The sampler for columns of which some are categories.</summary>
    private static IResampler For(IResampler sampler, FeatureColumns features)
    {
        var categorical = features.Categorical;
        return sampler switch
        {
            ICategoryResampler aware when aware.TakesCategories(categorical, features.Matrix.Columns) => aware.For(categorical),
            _ when categorical.Length == 0 && sampler is not ICategoryResampler => sampler,
            _ => throw new ArgumentException(
                $"{categorical.Length} of {features.Matrix.Columns} columns of features are categories (keys, texts, Booleans), and "
                + $"{sampler.GetType().Name} does not take such rows: use SmoteNc, Rose, GaussianCopula or RandomOverSampler, or name "
                + $"columns of numbers alone", nameof(sampler)),
        };
    }
}
