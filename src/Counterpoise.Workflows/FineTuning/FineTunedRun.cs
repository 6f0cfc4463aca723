using Counterpoise.Metrics.Screening;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>One arm with one seed, on the test split.</summary>
/// <param name="Arm">The word of the way, or <c>features</c> for logistic regression on frozen features.</param>
/// <param name="Seed">The seed.</param>
/// <param name="TornGroups">Whether the split tore groups apart, to show what that pretends.</param>
/// <param name="Steps">Optimiser steps; 0 on frozen features.</param>
/// <param name="BestEpoch">The epoch that is kept, from 1; 0 on frozen features.</param>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="AurocInterval">Its interval over groups.</param>
/// <param name="PartialAuc">The share of the area above 90% sensitivity that lies under the curve.</param>
/// <param name="Sensitivity">Sensitivity at the specificity asked for.</param>
/// <param name="SensitivityInterval">Its interval over groups.</param>
/// <param name="Plain">What calling positive from probability 0.5 on comes to.</param>
/// <param name="Tuned">What the threshold chosen on validation for the target sensitivity comes to.</param>
/// <param name="Precisions">The precision of the tuned threshold at each prevalence asked for.</param>
public sealed record FineTunedRun(
    string Arm, ulong Seed, bool TornGroups, long Steps, int BestEpoch, double Auroc, Interval AurocInterval, double PartialAuc,
    double Sensitivity, Interval SensitivityInterval, OperatingPoint Plain, OperatingPoint Tuned, IReadOnlyList<double> Precisions);
