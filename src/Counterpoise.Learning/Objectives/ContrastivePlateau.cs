namespace Counterpoise.Learning.Objectives;

/// <summary>
/// Raises an alarm when the contrastive term stays at ln(M − 1) for whole epochs: all similarities are then equal, the embeddings
/// carry nothing, and the term only adds noise.
/// </summary>
/// <remarks>With normalised similarities all equal to s, logsumexp over the M − 1 others is s + ln(M − 1), so each anchor's loss is ln(M − 1) at any temperature.</remarks>
public sealed class ContrastivePlateau
{
    private readonly double _tolerance;
    private readonly int _patience;

    /// <summary>Creates the alarm.</summary>
    /// <param name="tolerance">Relative distance from ln(M − 1) that counts as being there. Default 0.01.</param>
    /// <param name="patience">Epochs in a row before the alarm. Default 3.</param>
    public ContrastivePlateau(double tolerance = 0.01, int patience = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        (_tolerance, _patience) = (tolerance, patience);
    }

    /// <summary>Epochs in a row that ended at the plateau; set when a run is resumed.</summary>
    public int EpochsAtPlateau { get; set; }

    /// <summary>Takes in an epoch.</summary>
    /// <param name="meanLoss">The epoch's mean contrastive term, per anchor.</param>
    /// <param name="meanAnchors">The epoch's mean number of anchors, M.</param>
    /// <returns>The alarm's text when the patience has just run out, else null.</returns>
    public string? Observe(double meanLoss, double meanAnchors)
    {
        var uniform = Math.Log(meanAnchors - 1);
        EpochsAtPlateau = meanAnchors > 2 && Math.Abs(meanLoss - uniform) <= _tolerance * uniform ? EpochsAtPlateau + 1 : 0;
        return EpochsAtPlateau == _patience
            ? FormattableString.Invariant($"the contrastive term has stayed at ln(M−1) = {uniform:F3} for {_patience} epochs: all embeddings are alike and the term teaches nothing; raise the learning rate or the temperature, or check the projection head")
            : null;
    }
}
