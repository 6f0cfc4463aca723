using Counterpoise.Federated.Comparisons;
using Counterpoise.Reports.Federated;

namespace Counterpoise.Workflows.Federated;

/// <summary>Federations that were compared.</summary>
/// <param name="Comparison">Every arm under every seed, and the baselines after the arms.</param>
/// <param name="Verdicts">The candidate against its controls first, then further arms with FedReLa; empty with one arm.</param>
/// <param name="Summary">What the report shows.</param>
/// <param name="Folder">Where report and results lie, as a full path.</param>
public sealed record FederatedComparingResult(FederatedComparison Comparison, IReadOnlyList<FederatedVerdict> Verdicts,
    FederatedSummary Summary, string Folder);
