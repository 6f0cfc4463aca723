namespace Counterpoise.ClassifierForms;

/// <summary>y = (x − mean) / sqrt(variance + ε) · weight + bias over the numbers of a row, in single precision.</summary>
/// <param name="Weights">[d].</param>
/// <param name="Biases">[d].</param>
/// <param name="Epsilon">ε, above 0.</param>
public sealed record RowNormalization(float[] Weights, float[] Biases, double Epsilon);
