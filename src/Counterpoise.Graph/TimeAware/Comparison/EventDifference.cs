namespace Counterpoise.Graph.TimeAware;

/// <summary>The network's average precision less that of another arm, paired by seed.</summary>
/// <param name="Other">The other arm.</param>
/// <param name="Mean">Mean difference; above 0 the network is better.</param>
/// <param name="Low">Lower end of its 95% interval (Student's t over seeds; of training alone, the events are the same).</param>
/// <param name="High">Upper end.</param>
public sealed record EventDifference(string Other, double Mean, double Low, double High);
