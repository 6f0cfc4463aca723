namespace Counterpoise.Workflows.FineTuning;

/// <summary>What fine-tuning came to.</summary>
/// <param name="Data">The images.</param>
/// <param name="Positive">The classes that count as positive.</param>
/// <param name="Images">Images in all.</param>
/// <param name="PositiveImages">Positive ones.</param>
/// <param name="Groups">Groups that intervals are drawn over.</param>
/// <param name="Specificity">The specificity at which sensitivities are compared.</param>
/// <param name="TargetSensitivity">The sensitivity for which thresholds are chosen.</param>
/// <param name="Prevalences">The prevalences of the precisions.</param>
/// <param name="Runs">Every arm and seed.</param>
/// <param name="Differences">The two-stage arm, or the first, less each other arm.</param>
/// <param name="Leaks">What was found of images that look the same on two sides.</param>
public sealed record ImageFineTuningResult(
    string Data, IReadOnlyList<string> Positive, int Images, int PositiveImages, int Groups, double Specificity, double TargetSensitivity,
    IReadOnlyList<double> Prevalences, IReadOnlyList<FineTunedRun> Runs, IReadOnlyList<FineTuningDifference> Differences, string Leaks);
