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
        var prototypes = FeatureRows.ClassMeans(distance == PrototypeDistance.Cosine ? FeatureRows.Normalize(supports) : supports, labels,
            classCount);
        return Probabilities(queries, prototypes, distance, scale);
    }

    /// <summary>The probabilities of rows by prototypes C × d that are known, row-major.</summary>
    internal static double[] Probabilities(DenseMatrix rows, DenseMatrix prototypes, PrototypeDistance distance, double scale)
        => FeatureRows.Softmax(rows.Rows, prototypes.Rows, (i, c) =>
        {
            if (distance == PrototypeDistance.Cosine)
            {
                return scale * FeatureRows.Cosine(rows.Row(i), prototypes.Row(c));
            }

            var away = TensorPrimitives.Distance<double>(rows.Row(i), prototypes.Row(c));
            return -away * away;
        });
}
