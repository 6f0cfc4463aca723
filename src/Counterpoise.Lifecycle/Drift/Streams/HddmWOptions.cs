using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="HddmW"/>.</summary>
public sealed record HddmWOptions
{
    /// <summary>Chance of a false alarm by the bound of one comparison, in (0, 1); the paper's .001.</summary>
    public double DriftConfidence { get; init; } = .001;

    /// <summary>Chance of a false warning, in [<see cref="DriftConfidence"/>, 1); the paper's .005.</summary>
    public double WarningConfidence { get; init; } = .005;

    /// <summary>
    /// Weight of the newest value in the moving averages, λ, in (0, 1); the paper's .05. Larger values see sudden changes sooner.
    /// </summary>
    public double Weight { get; init; } = .05;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(HddmWOptions))
        .Require(DriftConfidence is > 0 and < 1, nameof(DriftConfidence), DriftConfidence, "expected in (0, 1)")
        .Require(WarningConfidence >= DriftConfidence && WarningConfidence < 1,
            nameof(WarningConfidence), WarningConfidence, $"expected in [DriftConfidence, 1) = [{DriftConfidence}, 1)")
        .Require(Weight is > 0 and < 1, nameof(Weight), Weight, "expected in (0, 1)")
        .ThrowIfAny();
}
