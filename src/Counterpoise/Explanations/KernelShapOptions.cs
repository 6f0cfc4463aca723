using Counterpoise.Options;

namespace Counterpoise.Explanations;

/// <summary>Options of <see cref="KernelShap"/>.</summary>
public sealed record KernelShapOptions
{
    /// <summary>
    /// Coalitions of columns that are asked for a row, at least 16; where there are no more than that (up to 2^M for M columns), all are,
    /// and the values are exact. Default 512.
    /// </summary>
    public int Coalitions { get; init; } = 512;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(KernelShapOptions))
        .Require(Coalitions >= 16, nameof(Coalitions), Coalitions, "expected at least 16")
        .ThrowIfAny();
}
