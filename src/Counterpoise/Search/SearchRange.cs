using System.Globalization;
namespace Counterpoise.Search;

/// <summary>One number that a search sets, and the range in which it looks.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Low">Least value.</param>
/// <param name="High">Largest value, above <paramref name="Low"/>.</param>
public sealed record SearchRange(string Name, double Low, double High)
{
    /// <summary>Whether steps are factors: the logarithm is searched evenly. Both ends then lie above 0. Default false.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether values are rounded to whole numbers. Default false.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The value at a place of the range.</summary>
    /// <param name="place">0 at the low end, 1 at the high end; places outside count as the nearest end.</param>
    public double At(double place)
    {
        var t = Math.Clamp(place, 0, 1);
        var value = IsLogarithmic ? Math.Exp(Math.Log(Low) + (t * (Math.Log(High) - Math.Log(Low)))) : Low + (t * (High - Low));
        return Math.Clamp(IsWhole ? Math.Round(value) : value, Low, High);
    }

    /// <summary>Checks the ends.</summary>
    /// <exception cref="ArgumentException">An end is not finite, they are not in order, or a logarithm of them does not exist.</exception>
    public void Validate()
    {
        if (!(double.IsFinite(Low) && double.IsFinite(High) && Low < High && (!IsLogarithmic || Low > 0)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{Name} goes from {Low} to {High}; expected finite ends in "
                + $"order{(IsLogarithmic ? ", above 0 for a logarithmic range" : "")}"));
        }
    }
}
