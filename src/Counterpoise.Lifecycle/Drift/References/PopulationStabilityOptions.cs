using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>Options of <see cref="PopulationStability"/> and <see cref="ClassStability"/>.</summary>
public sealed record PopulationStabilityOptions
{
    /// <summary>Quantile bins of a numeric column, at least 2; 10 by default. Categories are bins of their own.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Index above which a change is worth watching, at least 0; .1 by convention.</summary>
    public double Watch { get; init; } = .1;

    /// <summary>Index above which a change is a drift, at least <see cref="Watch"/>; .25 by convention.</summary>
    public double Drift { get; init; } = .25;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(PopulationStabilityOptions))
        .Require(Bins >= 2, nameof(Bins), Bins, "expected at least 2")
        .Require(Watch >= 0, nameof(Watch), Watch, "expected at least 0")
        .Require(Drift >= Watch, nameof(Drift), Drift, $"expected at least Watch ({Watch})")
        .ThrowIfAny();
}
