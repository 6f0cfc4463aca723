namespace Counterpoise.Workflows.Graphs;

/// <summary>The graph network less another arm.</summary>
/// <param name="Other">The other arm.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Mean">Mean difference over seeds; above 0 the graph network is better.</param>
/// <param name="Low">Lower end of the 95% interval, Student's t over seeds; NaN for one seed.</param>
/// <param name="High">Upper end.</param>
public sealed record GraphDifference(string Other, string Metric, double Mean, double Low, double High);
