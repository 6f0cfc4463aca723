using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="SmoteN"/>.</summary>
public sealed record SmoteNOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours that vote beside the seed itself; at least 1, default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(SmoteNOptions)).AtLeast(K, 1, nameof(K)).ThrowIfAny();
}
