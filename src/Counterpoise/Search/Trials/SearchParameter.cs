namespace Counterpoise.Search.Trials;

/// <summary>One choice that a search makes.</summary>
/// <param name="Name">What it is called, unique in a space.</param>
public abstract record SearchParameter(string Name)
{
    /// <summary>Checks the range.</summary>
    /// <exception cref="ArgumentException">It cannot be searched; the message says why.</exception>
    public abstract void Validate();

    /// <summary>The value at a place of the range.</summary>
    /// <param name="place">0 at the low end, 1 at the high end; places outside count as the nearest end.</param>
    public abstract double At(double place);

    /// <summary>The value as text, for people and files.</summary>
    /// <param name="value">A value of this parameter.</param>
    public abstract string Describe(double value);
}
