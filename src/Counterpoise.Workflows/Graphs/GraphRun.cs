namespace Counterpoise.Workflows.Graphs;

/// <summary>One arm under one seed.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Metrics">Each metric as people read its name, in order; NaN where the arm has none.</param>
/// <param name="Seconds">Seconds that it took; 0 where nothing was timed.</param>
public sealed record GraphRun(string Arm, ulong Seed, IReadOnlyDictionary<string, double> Metrics, double Seconds);
