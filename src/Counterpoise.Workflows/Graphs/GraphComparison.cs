namespace Counterpoise.Workflows.Graphs;

/// <summary>What a comparison on a graph found.</summary>
/// <param name="Verdict">The answer in one sentence.</param>
/// <param name="Data">What was compared on.</param>
/// <param name="Arms">Every arm with its means over seeds, the best first.</param>
/// <param name="Differences">The graph network less each other arm, paired by seed, in the first metric.</param>
/// <param name="Notes">What else is to be known, such as decisions after a shift of shares.</param>
public sealed record GraphComparison(
    string Verdict, string Data, IReadOnlyList<GraphArm> Arms, IReadOnlyList<GraphDifference> Differences, IReadOnlyList<string> Notes);
