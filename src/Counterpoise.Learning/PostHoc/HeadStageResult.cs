namespace Counterpoise.Learning.PostHoc;

/// <summary>What a second stage came to.</summary>
/// <param name="Metric">The watched metric on the validation split after it; null without one.</param>
/// <param name="Tau">τ, where it was chosen; null else.</param>
/// <param name="Description">What was done, in one sentence.</param>
public sealed record HeadStageResult(double? Metric, double? Tau, string Description);
