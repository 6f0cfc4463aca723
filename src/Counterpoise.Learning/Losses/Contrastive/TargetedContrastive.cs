using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Targeted supervised contrastive loss (TSC): the k-positive contrastive loss, with fixed points t, uniform on the sphere, joining the
/// batch: L_i = −( Σ_{p∈S(i)} log q_ip + w log q_i,t(y_i) ) / (|S(i)| + 1), where q_i is the softmax of s_ia = z̃_i · z̃_a / τ over all
/// other rows and all points.
/// </summary>
/// <remarks>
/// S(i) are i's own other views and k others of its class, drawn as in <see cref="KPositiveContrastive"/>. The class of a point follows the
/// batches, see <see cref="ClassTargets"/>. Every anchor has a positive, its point. O(M (M + C) d); holds M × (M + C) matrices. Reference:
/// Li, Cao, Yuan, Fan, Yang, Feris, Indyk and Katabi, "Targeted Supervised Contrastive Learning for Long-Tailed Recognition", CVPR 2022,
/// arXiv:2111.13998.
/// </remarks>
public sealed class TargetedContrastive : IContrastiveTerm
{
    private readonly ClassTargets _targets;
    private readonly int _positives;
    private readonly double _targetWeight;
    private readonly ulong _seed;
    private readonly ContrastiveReduction _reduction;

    /// <summary>Creates the loss.</summary>
    /// <param name="targets">The points of the classes, with values; they stay the caller's.</param>
    /// <param name="positives">k, not negative; the paper's is 6.</param>
    /// <param name="targetWeight">w, not negative; the reference implementation's is 0.2.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="reduction">How the losses of the anchors become one number; all anchors are valid.</param>
    public TargetedContrastive(ClassTargets targets, int positives = 6, double targetWeight = 0.2, ulong seed = 0,
        ContrastiveReduction reduction = ContrastiveReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegative(positives);
        ArgumentOutOfRangeException.ThrowIfNegative(targetWeight);
        (_targets, _positives, _targetWeight, _seed, _reduction) = (targets, positives, targetWeight, seed, reduction);
    }

    /// <inheritdoc/>
    public nn.Module LearntPart => _targets;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, a label is not in 0..C−1, or the temperature is
    /// not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        LossInput.CheckFit(batch, _targets.Classes, _targets.Size, "targets");

        // Mixed precision would round similarities before they are divided by a small temperature.
        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var anchors = LossInput.Normalised(batch.Embeddings);
        var count = batch.Labels.Count;
        if (count == 0)
        {
            return anchors.Sum();
        }

        _targets.Add(anchors, batch.Labels);
        var points = _targets.Assigned().To(anchors.Device, anchors.Type);
        var drawn = new DrawnPositives(batch.Labels.ToArray<long>(), batch.Views, _positives,
            new RandomStream(_seed, "positives", (ulong)batch.Epoch, (ulong)batch.Number));
        var positives = drawn.Mask().To(anchors.Device, anchors.Type);
        var others = (anchors.MatMul(anchors.T()) / temperature)
            .MaskedFill(Tensor.Eye(count, type: ScalarType.Bool, device: anchors.Device), double.NegativeInfinity);
        var targets = anchors.MatMul(points.T()) / temperature;
        var normaliser = Tensor.Concatenate([others, targets], 1).LogSumExp([1], keep: true);
        var drawnPart = (others - normaliser).MaskedFill(positives.EqualTo(0), 0).Sum(1);
        var targetPart = (targets - normaliser).Gather(1, batch.Labels.Unsqueeze(1)).Squeeze(1);
        var perAnchor = (drawnPart + (targetPart * _targetWeight)) / -(positives.Sum(1) + 1);
        return _reduction == ContrastiveReduction.Sum ? perAnchor.Sum() : perAnchor.Mean();
    }

    /// <inheritdoc/>
    /// <remarks>Embeddings that carry nothing are not told by the loss, since points draw them apart.</remarks>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) => new(0, 0);
}
