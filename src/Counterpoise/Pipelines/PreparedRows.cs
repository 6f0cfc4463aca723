using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>Training rows after preparation and resampling, as every classifier of a fold learns from them.</summary>
internal sealed class PreparedRows
{
    private PreparedRows(Table training, FeaturePreparation preparation, DenseMatrix features, int[] labels, ResampleResult? resampled)
    {
        (Training, Preparation, Labels, Resampled) = (training, preparation, labels, resampled);
        (LearnedFeatures, LearnedLabels) = (resampled?.Features ?? features, resampled?.Labels ?? labels);
        LearnedWeights = Weights(training.Weights, resampled?.Provenance);
        Seen = new SeenRows(training, features);
    }

    public Table Training { get; }

    public FeaturePreparation Preparation { get; }

    /// <summary>The classes of the rows as they were given.</summary>
    public int[] Labels { get; }

    public ResampleResult? Resampled { get; }

    public DenseMatrix LearnedFeatures { get; }

    public int[] LearnedLabels { get; }

    /// <summary>
    /// The weights of the rows that are learned from: a row that was kept keeps its own, a new one has that of the row it was made from, or
    /// the mean where it was made from none; null where every row counts 1.
    /// </summary>
    public double[]? LearnedWeights { get; }

    public SeenRows Seen { get; }

    /// <summary>Prepares and resamples.</summary>
    /// <exception cref="ArgumentException">The rows do not fit the resampler.</exception>
    public static PreparedRows Of(IResampler? resampler, Table training, IRandomSource resampling, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        var labels = training.RequireLabels();
        var preparation = FeaturePreparation.Fit(training);
        var features = preparation.Apply(training);
        var codes = labels.Codes.ToArray();
        var resampled = resampler is null ? null : Resample(resampler, preparation, training, features, codes, resampling,
            cancellationToken);
        return new PreparedRows(training, preparation, features, codes, resampled);
    }

    private static double[]? Weights(double[]? weights, RowProvenance[]? provenance) =>
        weights is null || provenance is null ? weights
            : Array.ConvertAll(provenance, p => p.Seed < 0 ? weights.Average() : weights[p.Seed]);

    private static ResampleResult Resample(IResampler resampler, FeaturePreparation preparation, Table training, DenseMatrix features,
        int[] codes, IRandomSource resampling, CancellationToken cancellationToken)
    {
        var scaled = preparation.Scale(training);
        var classes = training.RequireLabels().Classes;
        if (!TableResampling.SeesCategories(resampler, scaled))
            return TableNames.Run(() => resampler.Resample(features, codes, resampling, cancellationToken), classes,
                preparation.ColumnNames);
        var result = TableNames.Run(() => TableResampling.For(resampler, scaled)
            .Resample(scaled.ToCodedMatrix(), codes, resampling, cancellationToken), classes, [.. scaled.Columns.Select(c => c.Name)]);
        return result.With(preparation.Encode(scaled.FromCodedMatrix(result.Features)));
    }
}
