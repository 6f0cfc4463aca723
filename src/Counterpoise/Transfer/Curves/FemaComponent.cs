namespace Counterpoise.Transfer.Curves;

/// <summary>A component with its limit states in rising order.</summary>
/// <param name="Id">Identifier, such as <c>B1.Existing</c>; not empty.</param>
/// <param name="LimitStates">At least one; medians rise.</param>
public sealed record FemaComponent(string Id, IReadOnlyList<FemaLimitState> LimitStates)
{
    /// <summary>
    /// The demand in the tools' words. Default <c>Spectral Acceleration|1.0</c> in their notation of a period in seconds.
    /// </summary>
    public string DemandType { get; init; } = "Spectral Acceleration|1.0";

    /// <summary>The unit of the demand. Default <c>g</c>.</summary>
    public string DemandUnit { get; init; } = "g";

    /// <summary>Whether the demand has a direction. Default false.</summary>
    public bool IsDirectional { get; init; }
}
