namespace Counterpoise.Workflows.Graphs;

/// <summary>The score of one event.</summary>
/// <param name="Event">Its number in order of time, from 0.</param>
/// <param name="Time">Seconds.</param>
/// <param name="Score">The network's probability, uncalibrated.</param>
/// <param name="Relation">The relation that weighed most; empty without earlier events.</param>
/// <param name="Weight">Its weight, 0 to 1.</param>
/// <param name="Earlier">The earlier event with the most attention in it; −1 without.</param>
public sealed record GraphPrediction(long Event, double Time, double Score, string Relation, double Weight, long Earlier);
