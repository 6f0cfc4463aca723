namespace Counterpoise.ClassifierForms;

/// <summary>softmax(W x + b); of two classes the first has score 0 and W one row.</summary>
/// <param name="ClassCount">Number of classes, C.</param>
/// <param name="Columns">Numbers of a row, d.</param>
/// <param name="Coefficients">Row-major [1 or C, d].</param>
/// <param name="Intercepts">[1 or C].</param>
public sealed record LinearForm(int ClassCount, int Columns, double[] Coefficients, double[] Intercepts)
    : ClassifierForm(ClassCount, Columns);
