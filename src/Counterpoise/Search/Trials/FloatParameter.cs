using System.Globalization;

namespace Counterpoise.Search.Trials;

/// <summary>A number between two ends.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Low">Its least value.</param>
/// <param name="High">Its largest value, above <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Whether the logarithm is searched evenly; both ends then lie above 0. Default false.</param>
public sealed record FloatParameter(string Name, double Low, double High, bool IsLogarithmic = false) : SearchParameter(Name)
{
    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(double.IsFinite(Low) && double.IsFinite(High) && Low < High && (!IsLogarithmic || Low > 0)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{Name} goes from {Low} to {High}; expected finite ends in "
                + $"order{(IsLogarithmic ? ", above 0 for a logarithmic range" : "")}"));
        }
    }

    /// <inheritdoc/>
    public override double At(double place)
    {
        var t = Math.Clamp(place, 0, 1);
        var value = IsLogarithmic ? Math.Exp(Math.Log(Low) + (t * (Math.Log(High) - Math.Log(Low)))) : Low + (t * (High - Low));
        return Math.Clamp(value, Low, High);
    }

    /// <inheritdoc/>
    public override string Describe(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
