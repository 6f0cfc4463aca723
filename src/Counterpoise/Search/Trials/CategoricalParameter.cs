namespace Counterpoise.Search.Trials;

/// <summary>One of some choices without an order; its value is the choice's number, from 0.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Choices">The choices, at least one, all different.</param>
public sealed record CategoricalParameter(string Name, IReadOnlyList<string> Choices) : SearchParameter(Name)
{
    /// <inheritdoc/>
    public override void Validate()
    {
        if (Choices.Count == 0 || Choices.Distinct().Count() < Choices.Count)
        {
            throw new ArgumentException(
                $"{Name} has the choices {(Choices.Count == 0 ? "(none)" : string.Join(", ", Choices))}; expected at least one, each once");
        }
    }

    /// <inheritdoc/>
    public override double At(double place) => Math.Min((int)(Math.Clamp(place, 0, 1) * Choices.Count), Choices.Count - 1);

    /// <inheritdoc/>
    public override string Describe(double value) => Choices[(int)value];
}
