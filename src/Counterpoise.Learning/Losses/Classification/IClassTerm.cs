namespace Counterpoise.Learning.Losses;

/// <summary>The part of a training objective that compares logits with labels.</summary>
public interface IClassTerm
{
    /// <summary>The loss of a batch as a scalar tensor that gradients flow through.</summary>
    /// <param name="logits">[N, C], floating, finite.</param>
    /// <param name="labels">[N], int64 in 0..C−1.</param>
    Tensor Loss(Tensor logits, Tensor labels);
}
