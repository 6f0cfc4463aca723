using Counterpoise.Torch;

namespace Counterpoise.Learning.PostHoc;

/// <summary>
/// τ-normalisation of a trained classifier: each class's weights are divided by a power of their norm, w_c / ‖w_c‖^τ, since classes with
/// more training rows end with larger norms. Nothing is trained again; τ is chosen on the validation split.
/// </summary>
/// <remarks>
/// O(C D). A class whose weights are all 0 keeps them. The bias is left out, as in the reference implementation.
/// Reference: Kang, Xie, Rohrbach, Yan, Gordo, Feng and Kalantidis, "Decoupling Representation and Classifier for Long-Tailed Recognition",
/// ICLR 2020, arXiv:1910.09217.
/// </remarks>
public static class TauNormalization
{
    /// <summary>The normalised weights.</summary>
    /// <param name="weights">W, [C, D].</param>
    /// <param name="tau">τ in [0, 1]: 0 changes nothing, 1 makes all norms 1; 0.5 to 1 is usual.</param>
    /// <exception cref="ArgumentException">The weights are no matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">τ is not in [0, 1].</exception>
    public static Tensor Apply(Tensor weights, double tau)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Rank != 2)
        {
            throw new ArgumentException($"weights of shape [{string.Join(", ", weights.Shape)}]: expected [C, D]", nameof(weights));
        }

        if (tau is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tau), tau, "tau must be in [0, 1]");
        }

        // The floor keeps rows of zeros finite.
        return weights / weights.Norm([1], keep: true).Clamp(min: 1e-12).Pow(tau);
    }

    /// <summary>The logits of embeddings under normalised weights, without a bias.</summary>
    /// <param name="embeddings">What the classifier sees, [N, D].</param>
    /// <param name="weights">W, [C, D].</param>
    /// <param name="tau">τ in [0, 1].</param>
    /// <returns>[N, C].</returns>
    public static Tensor Logits(Tensor embeddings, Tensor weights, double tau)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return Functional.Linear(embeddings, Apply(weights, tau), null);
    }
}
