using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>The part of a training objective that compares embeddings with each other.</summary>
public interface IContrastiveTerm
{
    /// <summary>The loss of a batch as a scalar tensor that gradients flow through.</summary>
    /// <param name="embeddings">[M, d], floating, finite; normalised by the term. With two views M = 2N.</param>
    /// <param name="labels">[M], int64.</param>
    /// <param name="temperature">τ, positive.</param>
    Tensor Loss(Tensor embeddings, Tensor labels, double temperature);
}
