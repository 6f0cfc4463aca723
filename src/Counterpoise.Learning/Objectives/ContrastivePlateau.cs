using System.Globalization;
namespace Counterpoise.Learning.Objectives;

/// <summary>
/// Raises an alarm when the contrastive term stays for whole epochs where equal similarities put it: the embeddings then
/// carry nothing, and the term only adds noise. For the mean of the supervised contrastive loss that is ln(M − 1).
/// </summary>
public sealed class ContrastivePlateau
{
    private readonly double _tolerance;
    private readonly int _patience;

    /// <summary>Creates the alarm.</summary>
    /// <param name="tolerance">Relative distance from the uniform loss that counts as being there. Default 0.01.</param>
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
    /// <param name="meanLoss">The epoch's mean contrastive term.</param>
    /// <param name="uniformLoss">The epoch's mean of what the term would be if all similarities were equal, see
    /// <see cref="Losses.AnchorSummary"/>; 0 raises no alarm.</param>
    /// <returns>The alarm's text when the patience has just run out, else null.</returns>
    public string? Observe(double meanLoss, double uniformLoss)
    {
        EpochsAtPlateau = uniformLoss > 0 && Math.Abs(meanLoss - uniformLoss) <= _tolerance * uniformLoss ? EpochsAtPlateau + 1 : 0;
        return EpochsAtPlateau == _patience
            ? string.Create(CultureInfo.InvariantCulture,
                $"the contrastive term has stayed at {uniformLoss:F3}, its value for equal similarities, for {_patience} epochs: all "
                + $"embeddings are alike and the term teaches nothing; raise the learning rate or the temperature, or check the "
                + $"projection head")
            : null;
    }
}
