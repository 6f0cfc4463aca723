using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Parametric contrastive learning (PaCo): one softmax over an anchor's class logits and its similarities to all other rows,
/// q_i = [ l_ic + τ_p log π_c over the classes c ; z̃_i · z̃_a / τ over the rows a ≠ i ], L_i = −Σ_t w_t log q_it / Σ_t w_t,
/// where w is 1 at i's own class, α at rows of that class and 0 elsewhere.
/// </summary>
/// <remarks>
/// It holds its class term itself. Anchors are the rows of the first view, whose logits are given; keys are those of all views. Every
/// anchor has a positive, its class. O(N (M + C) d); holds N × (M + C) matrices. A class without training rows is left out of the softmax.
/// There is no queue of keys and no momentum encoder; the official code adds 1e-9 to the frequencies and 1e-12 to a logarithm, which moves
/// its loss in the seventh digit. References: Cui, Zhong, Liu, Yu and Jia, "Parametric Contrastive Learning", ICCV 2021, arXiv:2107.12028;
/// Cui, Zhong, Tian, Liu, Yu and Jia, "Generalized Parametric Contrastive Learning", TPAMI 2023, arXiv:2209.12400.
/// </remarks>
public sealed class ParametricContrastive : IContrastiveTerm
{
    private readonly double[] _adjustment;
    private readonly double _sampleWeight;

    /// <summary>Creates the loss.</summary>
    /// <param name="counts">Training rows of each class, [C], not all 0.</param>
    /// <param name="sampleWeight">α, not negative; the paper's is 0.05, and 0 leaves rows in the denominator alone.</param>
    /// <param name="strength">τ_p of the adjustment by class frequencies, not negative; 1 by default, 0 for none.</param>
    public ParametricContrastive(ReadOnlySpan<int> counts, double sampleWeight = 0.05, double strength = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleWeight);
        (_adjustment, _sampleWeight) = (LogitAdjustment.Adjustments(counts, strength), sampleWeight);
    }

    /// <inheritdoc/>
    public bool IncludesClassTerm => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no logits, shapes do not fit, a value is not finite, a label is not in 0..C−1, or the
    /// temperature is not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        var rows = batch.Labels.Count / batch.Views;
        var labels = batch.Labels.Narrow(0, 0, rows);
        LossInput.Check(batch.Logits ?? throw new ArgumentException(
            "the parametric contrastive loss compares logits too: give the batch its logits", nameof(batch)), labels, "logits",
            _adjustment.Length);

        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var keys = LossInput.Normalised(batch.Embeddings);
        var logits = batch.Logits.To(keys.Type);
        if (rows == 0)
        {
            return keys.Sum() + logits.Sum();
        }

        var self = Tensor.Eye(rows, keys.Size(0), ScalarType.Bool, keys.Device);
        var similarities = (keys.Narrow(0, 0, rows).MatMul(keys.T()) / temperature).MaskedFill(self, double.NegativeInfinity);
        var adjusted = logits + LossInput.Beside(logits, _adjustment);
        var normaliser = Tensor.Concatenate([adjusted, similarities], 1).LogSumExp([1]);
        var positives = labels.Unsqueeze(1).EqualTo(batch.Labels.Unsqueeze(0)).And(self.Not());
        var samples = similarities.MaskedFill(positives.Not(), 0).Sum(1) * _sampleWeight;
        var weight = (positives.To(keys.Type).Sum(1) * _sampleWeight) + 1;
        var centre = adjusted.Gather(1, labels.Unsqueeze(1)).Squeeze(1);
        return (normaliser - ((centre + samples) / weight)).Mean();
    }

    /// <inheritdoc/>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) => new(0, 0);
}
