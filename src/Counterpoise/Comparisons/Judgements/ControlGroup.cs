namespace Counterpoise.Comparisons;

/// <summary>
/// One classifier or scenario of a <see cref="ControlComparison"/>: the strongest control there, and every other method against it.
/// </summary>
public sealed record ControlGroup
{
    /// <summary>The scenario; null for all of them together, or where data sets are the pairs.</summary>
    public string? Scenario { get; init; }

    /// <summary>The classifier that both sides share; null where there is one model only.</summary>
    public string? Classifier { get; init; }

    /// <summary>The control with the best mean. It is chosen on the same pairs that it is tested on, which favours the control.</summary>
    public required string Control { get; init; }

    /// <summary>The mean of the control.</summary>
    public required double ControlMean { get; init; }

    /// <summary>
    /// The differences of the other methods from the control, the best first, corrected by Holm over all of the comparison at this level.
    /// </summary>
    public required IReadOnlyList<PairedDifference> Differences { get; init; }

    /// <summary>What they come to, see <see cref="VerdictRule.AnyBeats"/>.</summary>
    public VerdictOutcome Outcome => VerdictRule.AnyBeats(Differences);

    /// <summary>The difference that the outcome rests on: of the methods with that outcome the one with the best mean.</summary>
    public PairedDifference Leading => Differences.FirstOrDefault(d => d.Outcome == Outcome) ?? Differences[0];
}
