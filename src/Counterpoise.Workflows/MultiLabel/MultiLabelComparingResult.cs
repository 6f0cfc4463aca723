using Counterpoise.MultiLabel;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>What a comparison on several labels found.</summary>
/// <param name="Comparison">All results by fold.</param>
/// <param name="Imbalance">How the labels are spread.</param>
/// <param name="Verdict">Whether any method beats tuned thresholds.</param>
/// <param name="Report">The report's file.</param>
public sealed record MultiLabelComparingResult(
    MultiLabelComparison Comparison, LabelImbalance Imbalance, string Verdict, string Report);
