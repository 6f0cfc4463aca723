namespace Counterpoise.Transfer.Experiments;

/// <summary>A transfer experiment's results.</summary>
/// <param name="Options">How targets were made scarce.</param>
/// <param name="Targets">Names of the targets.</param>
/// <param name="Arms">Names of the arms.</param>
/// <param name="Scores">A score for each target and arm, then for each arm over all targets.</param>
/// <param name="OneOutcome">Share of draws whose scarce records hold no failure or nothing but failures.</param>
public sealed record TransferExperimentReport(TransferExperimentOptions Options, IReadOnlyList<string> Targets,
    IReadOnlyList<string> Arms, IReadOnlyList<ArmScore> Scores, double OneOutcome)
{
    /// <summary>The score of an arm on a target.</summary>
    /// <param name="arm">Name of the arm.</param>
    /// <param name="target">Name of the target, or empty for all together.</param>
    public ArmScore Score(string arm, string target = "") => Scores.First(s => s.Arm == arm && s.Target == target);
}
