using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>The losses of the time-aware network.</summary>
public static class EventLosses
{
    private const double Excluded = -1e30;

    /// <summary>
    /// Binary focal loss: mean of −a (1 − p)^γ ln p with p the probability of the label, a = α for the positive class and 1 − α for the
    /// other.
    /// </summary>
    /// <param name="logits">[n].</param>
    /// <param name="labels">0 or 1, [n], of the logits' type.</param>
    /// <param name="alpha">α in [0, 1]; 0.75 in the specification of the network.</param>
    /// <param name="gamma">γ, 0 or more.</param>
    /// <remarks>Reference: Lin et al., ICCV 2017, arXiv:1708.02002.</remarks>
    public static Tensor Focal(Tensor logits, Tensor labels, double alpha = 0.75, double gamma = 2) =>
        FocalRows(logits, labels, alpha, gamma).mean();

    /// <summary>The focal loss of each row, [n].</summary>
    /// <param name="logits">[n].</param>
    /// <param name="labels">0 or 1, [n].</param>
    /// <param name="alpha">α.</param>
    /// <param name="gamma">γ.</param>
    public static Tensor FocalRows(Tensor logits, Tensor labels, double alpha = 0.75, double gamma = 2)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);

        // ln p and ln(1 − p) of the label's probability keep their digits at either end.
        var signed = logits * ((2 * labels) - 1);
        var miss = (nn.functional.logsigmoid(-signed) * gamma).exp();
        var weights = (labels * alpha) + ((1 - labels) * (1 - alpha));
        return -weights * miss * nn.functional.logsigmoid(signed);
    }

    /// <summary>
    /// InfoNCE between two views: mean over rows i of −ln (exp(q_i·k_i / τ) / Σ_j exp(q_i·k_j / τ)), where another row of the positive
    /// class is no negative of a positive row: frauds do not push each other away.
    /// </summary>
    /// <param name="first">One view, rows of length 1, [n, d].</param>
    /// <param name="second">The other view, [n, d].</param>
    /// <param name="positive">Whether each row is of the positive class, 0 or 1, [n].</param>
    /// <param name="temperature">τ above 0; default 0.2.</param>
    /// <returns>0 for fewer than two rows.</returns>
    /// <remarks>Reference: van den Oord, Li and Vinyals, 2018, arXiv:1807.03748.</remarks>
    public static Tensor Contrast(Tensor first, Tensor second, Tensor positive, double temperature = 0.2)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(positive);
        var n = first.Size(0);
        if (n < 2)
        {
            return first.sum() * 0;
        }

        var scores = first.matmul(second.t()) / temperature;
        var mask = positive.unsqueeze(1) * positive.unsqueeze(0) * (1 - torch.eye(n, dtype: positive.Type, device: positive.device));
        return -scores.masked_fill(mask.gt(0), Excluded).log_softmax(1).diagonal().mean();
    }
}
