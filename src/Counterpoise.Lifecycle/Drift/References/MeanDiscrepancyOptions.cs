using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>Options of <see cref="MeanDiscrepancy"/>.</summary>
public sealed record MeanDiscrepancyOptions
{
    /// <summary>Most rows of each side, drawn without replacement, at least 30; 200 by default. Time grows with the square.</summary>
    public int MaximumRows { get; init; } = 200;

    /// <summary>Permutations that reach the statistic before the p-value is taken as found, at least 1; 10 by default.</summary>
    public int Exceedances { get; init; } = 10;

    /// <summary>Seed of the rows and of the permutations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(MeanDiscrepancyOptions))
        .Require(MaximumRows >= 30, nameof(MaximumRows), MaximumRows, "expected at least 30")
        .Require(Exceedances >= 1, nameof(Exceedances), Exceedances, "expected at least 1")
        .ThrowIfAny();
}
