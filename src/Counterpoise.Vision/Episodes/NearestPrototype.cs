using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>The nearest prototype without any centring: softmax(τ cos) of normalised supports' means, or softmax(−‖z − P‖²).</summary>
/// <param name="distance">How near is measured.</param>
/// <param name="scale">τ of the cosine, above 0. Default 10; the paper has 1.</param>
/// <remarks>Reference: Snell, Swersky and Zemel, NeurIPS 2017, arXiv:1703.05175.</remarks>
public sealed class NearestPrototype(PrototypeDistance distance = PrototypeDistance.Cosine, double scale = 10) : IFewShotMethod
{
    /// <inheritdoc/>
    public string Name => distance == PrototypeDistance.Cosine ? "nearest prototype" : "nearest prototype (Euclidean)";

    /// <inheritdoc/>
    public double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(queries);
        var isCosine = distance == PrototypeDistance.Cosine;
        var prototypes = FeatureRows.ClassMeans(isCosine ? FeatureRows.Normalize(supports) : supports, labels, classCount);
        return FeatureRows.Softmax(queries.Rows, classCount, (i, c) =>
        {
            var away = TensorPrimitives.Distance<double>(queries.Row(i), prototypes.Row(c));
            return isCosine ? scale * FeatureRows.Cosine(queries.Row(i), prototypes.Row(c)) : -away * away;
        });
    }
}
