using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>Matching: each support votes for its class with softmax(τ cos) of its nearness to the query.</summary>
/// <param name="scale">τ, above 0. Default 10.</param>
/// <remarks>
/// Reference: Vinyals et al., "Matching networks for one shot learning", NeurIPS 2016, arXiv:1606.04080, without full-context embeddings.
/// </remarks>
public sealed class MatchingAttention(double scale = 10) : IFewShotMethod
{
    /// <inheritdoc/>
    public string Name => "matching";

    /// <inheritdoc/>
    public double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(queries);
        var weights = FeatureRows.Softmax(queries.Rows, supports.Rows,
            (i, s) => scale * FeatureRows.Cosine(queries.Row(i), supports.Row(s)));
        var result = new double[queries.Rows * classCount];
        for (var i = 0; i < weights.Length; i++)
        {
            result[(i / supports.Rows * classCount) + labels[i % supports.Rows]] += weights[i];
        }

        return result;
    }
}
