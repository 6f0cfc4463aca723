namespace Counterpoise.ClassifierForms;

/// <summary>
/// softmax of the mean over members of log max(p, floor), each centred over the classes: AdaBoost's vote by probabilities.
/// </summary>
/// <param name="Members">At least one form, all of the same classes and columns.</param>
/// <param name="Floor">The smallest probability that a member may give.</param>
public sealed record LogVoteForm(IReadOnlyList<ClassifierForm> Members, double Floor)
    : ClassifierForm(Members[0].ClassCount, Members[0].Columns);
