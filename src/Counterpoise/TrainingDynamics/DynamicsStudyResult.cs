namespace Counterpoise.TrainingDynamics;

/// <summary>What a study found.</summary>
/// <param name="Tables">The tables that could be studied.</param>
/// <param name="TooSmall">Tables with too few minority rows.</param>
/// <param name="Thresholds">What counts as an effect, calibrated on runs that differ by their seeds alone.</param>
/// <param name="NullShare">Share of those null cases that gets a name with these thresholds.</param>
/// <param name="Patterns">Table, figure and pattern.</param>
/// <param name="Monotone">For imbalance and overlap: Spearman's ρ between severity and the measure that it is to move, the mean over the
/// tables.</param>
public sealed record DynamicsStudyResult(
    IReadOnlyList<StudiedTable> Tables, IReadOnlyList<string> TooSmall, PatternThresholds Thresholds, double NullShare,
    IReadOnlyList<(string Table, string Figure, DynamicsPattern Pattern)> Patterns, IReadOnlyDictionary<string, double> Monotone);
