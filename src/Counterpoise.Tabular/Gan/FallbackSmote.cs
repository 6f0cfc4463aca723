using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tabular.Gan;

/// <summary>SMOTE, SMOTE-NC or SMOTE-N by the kinds of columns, and copies where a class is too small for neighbours.</summary>
internal sealed class FallbackSmote(SamplingStrategy strategy, int[] categorical, int columns)
{
    private const int K = 5;

    public string Name => categorical.Length == 0 ? "SMOTE" : categorical.Length < columns ? "SMOTE-NC" : "SMOTE-N";

    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var fewest = labels.Length == 0 ? 0 : labels.CountBy(l => l).Min(c => c.Value);
        return Method(Math.Min(K, fewest - 1)).Resample(features, labels, rng, cancellationToken);
    }

    private IResampler Method(int k) => k < 1 ? new RandomOverSampler(new() { Strategy = strategy })
        : categorical.Length == 0 ? new Smote(new() { Strategy = strategy, K = k })
        : categorical.Length < columns ? new SmoteNc(new() { Strategy = strategy, K = k, CategoricalColumns = categorical })
        : new SmoteN(new() { Strategy = strategy, K = k });
}
