using System.Globalization;

namespace Counterpoise.Torch.Collectives;

/// <summary>How gradients are averaged over a process group.</summary>
public sealed record GradientAveragerOptions
{
    /// <summary>Gradients of about this many MiB travel together, positive. Smaller ones start earlier, greater ones cost fewer messages. Default 25, as PyTorch's.</summary>
    public double BucketMebibytes { get; init; } = 25;

    /// <summary>How gradients become one. Default their mean.</summary>
    public GradientReduction Reduction { get; init; }

    /// <summary>
    /// Whether a backward pass may leave parameters without a gradient. They then count as zero, and a parameter that no rank used keeps no
    /// gradient; since ranks may differ, nothing is sent before the backward pass has ended. Default false: it is an error that names them.
    /// </summary>
    public bool AllowUnused { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">At least one value is out of its range.</exception>
    public void Validate()
    {
        if (!(BucketMebibytes > 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{nameof(GradientAveragerOptions)}: {nameof(BucketMebibytes)} is {BucketMebibytes}; it must be positive"));
        }
    }
}
