using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>The part of a training objective that compares embeddings with each other.</summary>
public interface IContrastiveTerm
{
    /// <summary>What the term itself learns, such as class prototypes: trained with the heads, kept in checkpoints, dropped after training. Null by default.</summary>
    Module? LearntPart => null;

    /// <summary>The loss of a batch as a scalar tensor that gradients flow through.</summary>
    /// <param name="embeddings">[M, d], floating, finite; normalised by the term. With two views M = 2N.</param>
    /// <param name="labels">[M], int64.</param>
    /// <param name="temperature">τ, positive.</param>
    Tensor Loss(Tensor embeddings, Tensor labels, double temperature);

    /// <summary>Counts anchors without a positive, and says what the loss of uninformative embeddings would be.</summary>
    /// <param name="anchorsOfClass">Anchors of each class in the batch, all views together, [C].</param>
    /// <param name="temperature">τ, positive.</param>
    AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature);
}
