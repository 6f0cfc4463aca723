namespace Counterpoise.ClassifierForms;

/// <summary>softmax(τ cos(e, P)) of the embedding e = W x + b and one prototype for each class.</summary>
/// <param name="ClassCount">Number of classes, C.</param>
/// <param name="Columns">Numbers of a row, d.</param>
/// <param name="Weights">W, row-major [w, d].</param>
/// <param name="Biases">b, [w].</param>
/// <param name="Prototypes">P, row-major [C, w]; their lengths do not matter.</param>
/// <param name="Scale">τ, above 0.</param>
public sealed record CosineForm(int ClassCount, int Columns, double[] Weights, double[] Biases, double[] Prototypes, double Scale)
    : ClassifierForm(ClassCount, Columns);
