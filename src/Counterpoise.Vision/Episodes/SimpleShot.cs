using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// SimpleShot: features less the base set's mean, divided by their norm, and the nearest mean of the supports: softmax(τ cos).
/// </summary>
/// <param name="center">The mean of the base set's features; null takes that of the supports.</param>
/// <param name="scale">τ, above 0. Default 10.</param>
/// <remarks>
/// No training at all: whatever an episodic embedding gains must be more than this on the same features. Reference: Wang et al.,
/// "SimpleShot", 2019, arXiv:1911.04623 (with cosines for distances between normalised means).
/// </remarks>
public sealed class SimpleShot(double[]? center = null, double scale = 10) : IFewShotMethod
{
    /// <inheritdoc/>
    public string Name => "SimpleShot";

    /// <inheritdoc/>
    public double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(queries);
        var own = center ?? [.. Enumerable.Range(0, supports.Columns).Select(j => supports.Column(j).Average())];
        var prototypes = FeatureRows.ClassMeans(FeatureRows.Normalize(supports, own), labels, classCount);
        var rows = FeatureRows.Normalize(queries, own);
        return FeatureRows.Softmax(rows.Rows, classCount, (i, c) => scale * FeatureRows.Cosine(rows.Row(i), prototypes.Row(c)));
    }
}
