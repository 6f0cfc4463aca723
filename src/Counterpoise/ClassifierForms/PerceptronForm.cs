namespace Counterpoise.ClassifierForms;

/// <summary>Layers y = W x + b with max(0, y) between them, and a softmax behind the last.</summary>
/// <param name="ClassCount">Number of classes, C.</param>
/// <param name="Columns">Numbers of a row, d.</param>
/// <param name="Layers">Of each layer its weights, output after output, and its biases.</param>
public sealed record PerceptronForm(int ClassCount, int Columns, IReadOnlyList<(double[] Weights, double[] Biases)> Layers)
    : ClassifierForm(ClassCount, Columns);
