namespace Counterpoise.Lifecycle.Drift;

/// <summary>What a reference-fitted detector found about one subject in one window.</summary>
/// <param name="Detector">Name of the detector, such as <c>ks</c>.</param>
/// <param name="Subject">What was compared: a column, <c>p(class)</c>, <c>column | class</c>, <c>classes</c> or <c>all columns</c>.</param>
/// <param name="Statistic">The detector's statistic; NaN where nothing was tested.</param>
/// <param name="PValue">Its p-value in [0, 1], as computed; NaN where nothing was tested.</param>
/// <param name="AdjustedPValue">The p-value corrected for the subjects of this window (Benjamini and Hochberg); NaN where nothing was
/// tested.</param>
/// <param name="Level">What that means at the level asked for.</param>
/// <param name="Rows">Rows of the window that took part.</param>
/// <param name="Note">Why nothing was tested, or what to know about the figure; empty where there is nothing.</param>
public sealed record DriftFinding(string Detector, string Subject, double Statistic, double PValue, double AdjustedPValue,
    DriftLevel Level, int Rows, string Note = "");
