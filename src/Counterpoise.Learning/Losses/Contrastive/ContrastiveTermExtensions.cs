namespace Counterpoise.Learning.Losses;

/// <summary>A contrastive term on embeddings and labels alone.</summary>
public static class ContrastiveTermExtensions
{
    /// <summary>The loss of a batch of one view, as a scalar tensor that gradients flow through.</summary>
    /// <param name="term">The term.</param>
    /// <param name="embeddings">[M, d], floating, finite; normalised by the term.</param>
    /// <param name="labels">[M], int64.</param>
    /// <param name="temperature">τ, positive.</param>
    public static Tensor Loss(this IContrastiveTerm term, Tensor embeddings, Tensor labels, double temperature)
    {
        ArgumentNullException.ThrowIfNull(term);
        return term.Loss(new ContrastiveBatch(embeddings, labels), temperature);
    }
}
