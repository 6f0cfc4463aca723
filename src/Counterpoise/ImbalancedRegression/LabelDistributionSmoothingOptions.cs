using Counterpoise.Options;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Options of <see cref="LabelDistributionSmoothing"/>.</summary>
public sealed record LabelDistributionSmoothingOptions
{
    /// <summary>Bins of equal width, at least 2. Default 100.</summary>
    public int Bins { get; init; } = 100;

    /// <summary>Bins on each side that the kernel covers, at least 0; 0 smooths nothing. Default and paper 2.</summary>
    public int KernelBins { get; init; } = 2;

    /// <summary>Standard deviation of the kernel in bins, above 0. Default and paper 2.</summary>
    public double KernelDeviation { get; init; } = 2;

    /// <summary>True weighs by the root of the counts, which is milder. Default and paper true.</summary>
    public bool Root { get; init; } = true;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(LabelDistributionSmoothingOptions))
        .Require(Bins >= 2, nameof(Bins), Bins, "expected at least 2")
        .Require(KernelBins >= 0, nameof(KernelBins), KernelBins, "expected at least 0")
        .Require(KernelDeviation > 0 && double.IsFinite(KernelDeviation),
            nameof(KernelDeviation), KernelDeviation, "expected a finite number above 0")
        .ThrowIfAny();
}
