namespace Counterpoise.Methods;

/// <summary>A word of which names of methods are made.</summary>
/// <param name="Name">What is typed, lower case with dashes.</param>
/// <param name="Part">The part of a name that it can be.</param>
/// <param name="Label">A few words for people, such as <c>class weights</c>.</param>
/// <param name="Description">What it does, in one sentence.</param>
public sealed record MethodWord(string Name, MethodPart Part, string Label, string Description)
{
    /// <summary>
    /// For a contrastive loss that may stand alone in a name: the classification loss that it then has beside it. Default null, for none.
    /// </summary>
    public string? DefaultLoss { get; init; }

    /// <summary>
    /// For a contrastive loss whose temperature and weight come from the class counts: the word of the same loss with fixed ones. Default
    /// null.
    /// </summary>
    public string? AdaptiveOf { get; init; }
}
