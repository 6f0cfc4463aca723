namespace Counterpoise.Workflows.Graphs;

/// <summary>One arm over all seeds.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Metrics">Mean of each metric, in order; the first decides.</param>
/// <param name="Deviations">Its deviation over seeds; 0 for one seed.</param>
/// <param name="Seconds">Mean seconds of a seed.</param>
public sealed record GraphArm(string Name, int Seeds, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string,
    double> Deviations, double Seconds);
