namespace Counterpoise.ClassifierForms;

/// <summary>y = W x + b in single precision.</summary>
/// <param name="Inputs">Numbers of x.</param>
/// <param name="Weights">W, row-major [outputs, inputs].</param>
/// <param name="Biases">b, [outputs].</param>
public sealed record LinearMap(int Inputs, float[] Weights, float[] Biases);
