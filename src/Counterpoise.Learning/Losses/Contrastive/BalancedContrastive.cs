using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Balanced contrastive loss: each class weighs the same in the denominator, and a learnt prototype c_j of every class joins the batch:
/// L_i = log Σ_j 1/B_ij Σ_{a in class j, a≠i} exp s_ia − mean_{p∈P(i)} s_ip, s_ia = z̃_i · z̃_a / τ, where class j holds its rows and its
/// prototype, B_ij counts them without i itself, and P(i) are the other members of i's class.
/// </summary>
/// <remarks>
/// Anchors are the rows; prototypes are compared with, not anchors. An anchor always has a positive, its prototype, and no class is ever
/// missing from the denominator. O(M (M + C) d); holds M × (M + C) matrices. Safe in float32 down to τ = 0.01.
/// The official code makes the prototypes of the classifier's weights by a head of their own; here they are parameters.
/// Reference: Zhu, Wang, Chen, Chen and Jiang, "Balanced Contrastive Learning for Long-Tailed Visual Recognition", CVPR 2022,
/// arXiv:2207.09052.
/// </remarks>
public sealed class BalancedContrastive : IContrastiveTerm
{
    private readonly ClassPrototypes _prototypes;
    private readonly ContrastiveReduction _reduction;

    /// <summary>Creates the loss.</summary>
    /// <param name="prototypes">The prototypes, with values; they stay the caller's.</param>
    /// <param name="reduction">How the losses of the anchors become one number; all anchors are valid.</param>
    public BalancedContrastive(ClassPrototypes prototypes, ContrastiveReduction reduction = ContrastiveReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(prototypes);
        (_prototypes, _reduction) = (prototypes, reduction);
    }

    /// <inheritdoc/>
    public nn.Module LearntPart => _prototypes;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, a label is not in 0..C−1, or the temperature is
    /// not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        var (embeddings, labels) = batch;
        LossInput.CheckFit(batch, _prototypes.Classes, _prototypes.Size, "prototypes");

        // Mixed precision would round similarities before they are divided by a small temperature.
        using var exact = Autocast.Begin(embeddings.device_type, enabled: false);
        var anchors = LossInput.Normalised(embeddings);
        if (labels.Count == 0)
        {
            return anchors.Sum();
        }

        var centres = Functional.Normalize(_prototypes.Values.To(anchors.Device, anchors.Type), dimension: 1, epsilon: 1e-12);
        var targets = Tensor.Concatenate([labels, Tensor.Arange(_prototypes.Classes).To(labels.Device)]);
        var self = Tensor.Eye(labels.Count, targets.Count, ScalarType.Bool, anchors.Device);
        var positives = labels.Unsqueeze(1).EqualTo(targets.Unsqueeze(0)).And(self.Not()).To(anchors.Type);
        var members = targets.BinCount().To(anchors.Type).IndexSelect(0, targets).Unsqueeze(0) - positives;
        var similarities = anchors.MatMul(Tensor.Concatenate([anchors, centres]).T()) / temperature;
        var balanced = (similarities - members.Log()).MaskedFill(self, double.NegativeInfinity).LogSumExp([1]);
        var perAnchor = balanced - ((similarities * positives).Sum(1) / positives.Sum(1));
        return _reduction == ContrastiveReduction.Sum ? perAnchor.Sum() : perAnchor.Mean();
    }

    /// <inheritdoc/>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature)
    {
        var count = 0;
        foreach (var anchors in anchorsOfClass)
        {
            count += anchors;
        }

        // Of equal similarities each class adds one to the balanced sum.
        return new AnchorSummary(0, Math.Log(_prototypes.Classes) * (_reduction == ContrastiveReduction.Sum ? count : 1));
    }
}
