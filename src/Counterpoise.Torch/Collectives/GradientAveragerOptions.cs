namespace Counterpoise.Torch.Collectives;

/// <summary>How gradients are averaged over a process group.</summary>
public sealed record GradientAveragerOptions
{
    /// <summary>How gradients become one. Default their mean.</summary>
    public GradientReduction Reduction { get; init; }

    /// <summary>
    /// Whether a backward pass may leave parameters without a gradient. They then count as zero, and a parameter that no rank used keeps no
    /// gradient. Default false: it is an error that names them.
    /// </summary>
    public bool AllowUnused { get; init; }
}
