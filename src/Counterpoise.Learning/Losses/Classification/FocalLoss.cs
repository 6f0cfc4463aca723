using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>Focal loss: mean of −w_y (1 − p_y)^γ log p_y with p = softmax(l); easy rows count less.</summary>
/// <remarks>
/// O(N C). Reference: Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object Detection", ICCV 2017, arXiv:1708.02002.
/// </remarks>
public sealed class FocalLoss : IClassTerm
{
    private readonly double[] _weights;
    private readonly double _gamma;

    /// <summary>Creates the loss.</summary>
    /// <param name="weights">A weight per class, [C], finite and not negative; all 1 for the plain form.</param>
    /// <param name="gamma">γ, not negative; the paper uses 2, 0 gives weighted cross-entropy.</param>
    public FocalLoss(double[] weights, double gamma = 2)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        (_weights, _gamma) = ([.. weights], gamma);
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        LossInput.Check(logits, labels, "logits", _weights.Length);
        var logProbability = logits.LogSoftmax(1).Gather(1, labels.Unsqueeze(1)).Squeeze(1);
        var weight = LossInput.Beside(logits, _weights).IndexSelect(0, labels);

        // 1 − p through expm1 keeps its digits, and a floor its gradient finite, when p is all but 1.
        var miss = logProbability.Expm1().Negate().Clamp(min: 1e-12);
        return (weight * miss.Pow(_gamma) * logProbability).Mean().Negate();
    }
}
