namespace Counterpoise.Graph.Generators;

/// <summary>A few steps of a network of apps, and what went wrong in them.</summary>
/// <param name="Topology">Number of the network.</param>
/// <param name="Settings">Parameters after each step, [steps + 1][parameters]; the first is before the window.</param>
/// <param name="Measured">Indicators with noise, [steps + 1][indicators].</param>
/// <param name="Changes">Who set what to which value, step by step.</param>
/// <param name="Types">The conflicts.</param>
/// <param name="Causes">Whether each app is a cause: without its changes the conflict would not be.</param>
public sealed record ConflictWindow(
    int Topology, double[][] Settings, double[][] Measured, IReadOnlyList<ParameterChange> Changes, ConflictTypes Types, bool[] Causes);
