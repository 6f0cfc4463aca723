using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>How one detector did in one scenario.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Detector">Name of the candidate.</param>
/// <param name="Strictness">The strictness that it was tuned to, in [0, 1]; NaN for a dummy.</param>
/// <param name="RunLength">Rows from one alarm to the next without a change; ∞ where there was none.</param>
/// <param name="AtTarget">Whether that is within a tenth of the run length asked for; otherwise the detector cannot be tuned to it.</param>
/// <param name="Detected">Share of the streams with an alarm in the rows after the change.</param>
/// <param name="DetectedInterval">Wilson interval of <paramref name="Detected"/>.</param>
/// <param name="MedianDelay">Median of the rows from the change to the first alarm; ∞ where fewer than half were detected.</param>
public sealed record DetectorResult(string Scenario, string Detector, double Strictness, double RunLength, bool AtTarget, double Detected,
    Interval DetectedInterval, double MedianDelay);
