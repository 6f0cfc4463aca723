using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Temperature-scaled supervised contrastive loss over normalised embeddings z̃ = z / max(‖z‖, 1e-12):
/// L_i = −1/|P(i)| Σ_{p∈P(i)} ( s_ip − logsumexp_{a≠i} s_ia ), s = z̃ z̃ᵀ / τ, P(i) = { p ≠ i : y_p = y_i }.
/// </summary>
/// <remarks>
/// Exact and fused on the CPU: rows of similarities are made, turned into their gradient and used up in blocks, so that extra memory is
/// linear in M; time is O(M² d). Safe in float32 down to τ = 0.01 (the row's maximum is subtracted before the exponential).
/// An anchor without a positive contributes 0, and still receives gradient as a negative of others; when no anchor has one, loss and
/// gradient are 0. Anchors of other devices go through stock operators with M × M matrices.
/// The official code multiplies by τ / 0.07; here the factor is 1, as in Eq. 3, unless a base temperature is given.
/// References: Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020, arXiv:2004.11362;
/// Seo et al., "Adaptive Contrastive Learning Framework for Real-World Applications with Class Imbalance", Eq. 3.
/// </remarks>
public sealed class SupervisedContrastive : IContrastiveTerm
{
    private readonly ContrastiveReduction _reduction;
    private readonly double? _baseTemperature;

    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    /// <param name="baseTemperature">τ_base of the factor τ / τ_base, positive; the official code's is 0.07. Null, the default, is the
    /// factor 1 of Eq. 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The base temperature is not positive.</exception>
    public SupervisedContrastive(ContrastiveReduction reduction = ContrastiveReduction.Mean, double? baseTemperature = null)
    {
        if (baseTemperature is { } value)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(baseTemperature));
        }

        (_reduction, _baseTemperature) = (reduction, baseTemperature);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, or the temperature is not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);

        // Mixed precision would round similarities before they are divided by a small temperature.
        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var normalised = LossInput.Normalised(batch.Embeddings);
        var loss = normalised.device_type == DeviceType.CPU
            ? FusedSupervisedContrastive.Loss(normalised, batch.Labels, temperature, _reduction)
            : StockLoss(normalised, batch.Labels, temperature, _reduction);
        return _baseTemperature is null ? loss : loss * Factor(temperature);
    }

    /// <inheritdoc/>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature)
    {
        var (count, alone) = (0, 0);
        foreach (var anchors in anchorsOfClass)
        {
            count += anchors;
            alone += anchors == 1 ? 1 : 0;
        }

        if (count < 2 || count == alone)
        {
            return new AnchorSummary(alone, 0);
        }

        // With similarities all equal to s, logsumexp over the M − 1 others is s + ln(M − 1): each anchor's loss is ln(M − 1) at any
        // temperature.
        var counted = _reduction switch
        {
            ContrastiveReduction.Sum => count - alone,
            ContrastiveReduction.MeanOfValid => 1,
            _ => (double)(count - alone) / count,
        };
        return new AnchorSummary(alone, Math.Log(count - 1) * counted * Factor(temperature));
    }

    private double Factor(double temperature) => _baseTemperature is { } value ? temperature / value : 1;

    /// <summary>The same with stock operators, for devices that the fused kernel does not know; holds M × M matrices.</summary>
    internal static Tensor StockLoss(Tensor normalised, Tensor labels, double temperature, ContrastiveReduction reduction) =>
        StockLossOf(normalised, labels.Unsqueeze(0).EqualTo(labels.Unsqueeze(1)), temperature, reduction);

    /// <param name="normalised">[M, d].</param>
    /// <param name="same">Which anchor is whose positive, [M, M]; the diagonal does not count.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    internal static Tensor StockLossOf(Tensor normalised, Tensor same, double temperature, ContrastiveReduction reduction)
    {
        var anchors = normalised.Size(0);
        if (anchors < 2)
        {
            // A lone anchor has no others: its logsumexp would be −∞ and its gradient NaN.
            return (normalised * 0).Sum();
        }

        var self = Tensor.Eye(anchors, type: ScalarType.Bool, device: normalised.Device);
        var positives = same.And(self.Not()).To(normalised.Type);
        var similarities = normalised.MatMul(normalised.T()) / temperature;
        var logSumExp = similarities.MaskedFill(self, double.NegativeInfinity).LogSumExp([1]);
        var count = positives.Sum(1);
        var perAnchor = (logSumExp * count.GreaterThan(0)).MaskedFill(count.EqualTo(0), 0)
            - ((similarities * positives).Sum(1) / count.Clamp(min: 1));
        return Reduced(perAnchor, count, reduction);
    }

    /// <summary>The losses of anchors as one number.</summary>
    /// <param name="perAnchor">[M], 0 where an anchor has no positive.</param>
    /// <param name="positives">How many each has, [M].</param>
    /// <param name="reduction">How they become one.</param>
    internal static Tensor Reduced(Tensor perAnchor, Tensor positives, ContrastiveReduction reduction) => reduction switch
    {
        ContrastiveReduction.Sum => perAnchor.Sum(),
        ContrastiveReduction.MeanOfValid => perAnchor.Sum() / positives.GreaterThan(0).Sum().Clamp(min: 1),
        _ => perAnchor.Mean(),
    };
}
