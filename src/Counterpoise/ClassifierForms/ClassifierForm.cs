namespace Counterpoise.ClassifierForms;

/// <summary>
/// What a fitted classifier computes from a row, as numbers and steps: other rooms write it as C or ONNX. A form takes d finite numbers and
/// gives C probabilities.
/// </summary>
/// <param name="ClassCount">Number of classes, C.</param>
/// <param name="Columns">Numbers of a row, d.</param>
public abstract record ClassifierForm(int ClassCount, int Columns);
