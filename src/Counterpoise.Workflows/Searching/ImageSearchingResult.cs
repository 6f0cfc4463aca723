using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Searching;

/// <summary>What a search found.</summary>
/// <param name="Metric">The watched metric.</param>
/// <param name="Trials">Every trial.</param>
/// <param name="Best">The best one by validation.</param>
/// <param name="Test">The best settings, trained with all epochs and evaluated once on the test split.</param>
public sealed record ImageSearchingResult(string Metric, IReadOnlyList<SearchedTrial> Trials, SearchedTrial Best, Evaluation Test);
