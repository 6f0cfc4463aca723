namespace Counterpoise.Graph.Generators;

/// <summary>A change that an app made.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="App">Who.</param>
/// <param name="Parameter">What.</param>
/// <param name="Value">To which value, 0 to 1.</param>
public sealed record ParameterChange(int Step, int App, int Parameter, double Value);
