namespace Counterpoise.ClassifierForms;

/// <summary>Probabilities times a factor for each class, divided by their sum; left as they are where that is 0.</summary>
/// <param name="Inner">The form.</param>
/// <param name="Factors">[C], at least 0.</param>
public sealed record ReweightedForm(ClassifierForm Inner, double[] Factors) : ClassifierForm(Inner.ClassCount, Inner.Columns);
