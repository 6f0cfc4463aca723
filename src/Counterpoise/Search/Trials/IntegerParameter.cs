using System.Globalization;

namespace Counterpoise.Search.Trials;

/// <summary>A whole number between two ends, both of which may be chosen.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Low">Its least value.</param>
/// <param name="High">Its largest value, not below <paramref name="Low"/>.</param>
public sealed record IntegerParameter(string Name, int Low, int High) : SearchParameter(Name)
{
    /// <inheritdoc/>
    public override void Validate()
    {
        if (High < Low)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Name} goes from {Low} to {High}; expected ends in order"));
        }
    }

    /// <inheritdoc/>
    public override double At(double place) => Math.Round(Low + (Math.Clamp(place, 0, 1) * ((double)High - Low)));

    /// <inheritdoc/>
    public override string Describe(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
