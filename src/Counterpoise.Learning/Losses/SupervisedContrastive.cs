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
/// The official code multiplies by τ / 0.07; here the factor is 1, as in Eq. 3.
/// References: Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020, arXiv:2004.11362;
/// Seo et al., "Adaptive Contrastive Learning Framework for Real-World Applications with Class Imbalance", Eq. 3.
/// </remarks>
public sealed class SupervisedContrastive : IContrastiveTerm
{
    private readonly ContrastiveReduction _reduction;

    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    public SupervisedContrastive(ContrastiveReduction reduction = ContrastiveReduction.Mean) => _reduction = reduction;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, or the temperature is not positive.</exception>
    public Tensor Loss(Tensor embeddings, Tensor labels, double temperature)
    {
        LossInput.Check(embeddings, labels, "embeddings");
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentException($"the temperature is {temperature}; it must be positive and finite", nameof(temperature));
        }

        // Mixed precision would round similarities before they are divided by a small temperature.
        using var exact = Autocast.Begin(embeddings.Device.Type, enabled: false);
        var wide = embeddings.Type is ScalarType.Float32 or ScalarType.Float64 ? embeddings : embeddings.Float();
        var normalised = Functional.Normalize(wide, dimension: 1, epsilon: 1e-12);
        return normalised.Device.Type == DeviceType.Cpu
            ? FusedSupervisedContrastive.Loss(normalised, labels, temperature, _reduction)
            : StockLoss(normalised, labels, temperature, _reduction);
    }

    /// <summary>The same with stock operators, for devices that the fused kernel does not know; holds M × M matrices.</summary>
    internal static Tensor StockLoss(Tensor normalised, Tensor labels, double temperature, ContrastiveReduction reduction)
    {
        var self = Tensor.Eye(labels.Count, type: ScalarType.Bool, device: normalised.Device);
        var positives = labels.Unsqueeze(0).EqualTo(labels.Unsqueeze(1)).And(self.Not()).To(normalised.Type);
        var similarities = normalised.MatMul(normalised.T()) / temperature;
        var logSumExp = similarities.MaskedFill(self, double.NegativeInfinity).LogSumExp([1]);
        var count = positives.Sum(1);
        var perAnchor = (logSumExp * count.GreaterThan(0)).MaskedFill(count.EqualTo(0), 0) - ((similarities * positives).Sum(1) / count.Clamp(min: 1));
        return reduction switch
        {
            ContrastiveReduction.Sum => perAnchor.Sum(),
            ContrastiveReduction.MeanOfValid => perAnchor.Sum() / count.GreaterThan(0).Sum().Clamp(min: 1),
            _ => perAnchor.Sum() / Math.Max(labels.Count, 1),
        };
    }
}
