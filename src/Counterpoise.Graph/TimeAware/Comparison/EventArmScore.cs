namespace Counterpoise.Graph.TimeAware;

/// <summary>How one arm did on the test split with one seed.</summary>
/// <param name="Arm">The arm, such as <c>network</c> or <c>two-mean</c>.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="PrecisionAt100">Share of positives among the 100 events with the highest scores.</param>
/// <param name="PrecisionAt500">The same among 500.</param>
/// <param name="Seconds">Seconds of training and scoring.</param>
public sealed record EventArmScore(string Arm, ulong Seed, double Auroc, double AveragePrecision, double PrecisionAt100,
    double PrecisionAt500, double Seconds);
