namespace Counterpoise.Graph.TimeAware;

/// <summary>What a comparison on events found.</summary>
/// <param name="Verdict">Whether a graph network is needed, in one sentence.</param>
/// <param name="Shares">Share of positives in training, validation and test.</param>
/// <param name="Counts">Events in training, validation and test.</param>
/// <param name="Scores">Every arm and seed.</param>
/// <param name="Differences">The network less every other arm.</param>
/// <param name="Decisions">Rules of decision on the scores of the network's first seed; empty without the network.</param>
public sealed record EventComparisonResult(
    string Verdict, double[] Shares, int[] Counts, IReadOnlyList<EventArmScore> Scores, IReadOnlyList<EventDifference> Differences,
        IReadOnlyList<EventDecision> Decisions);
