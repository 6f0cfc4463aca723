namespace Counterpoise.ClassifierForms;

/// <summary>The same probabilities for every row.</summary>
/// <param name="Shares">Probability of each class, [C].</param>
/// <param name="Columns">Numbers of a row, d.</param>
public sealed record SharesForm(double[] Shares, int Columns) : ClassifierForm(Shares.Length, Columns);
