namespace Counterpoise.ClassifierForms;

/// <summary>The mean of the probabilities of members: their sums divided by the sum over the classes.</summary>
/// <param name="Members">At least one form, all of the same classes and columns.</param>
public sealed record AverageForm(IReadOnlyList<ClassifierForm> Members) : ClassifierForm(Members[0].ClassCount, Members[0].Columns);
