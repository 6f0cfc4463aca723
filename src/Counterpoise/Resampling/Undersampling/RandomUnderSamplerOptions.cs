namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="RandomUnderSampler"/>.</summary>
public sealed record RandomUnderSamplerOptions
{
    /// <summary>Which classes shrink, and to what size; default all but the minority, down to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Whether a row may be drawn more than once; default false.</summary>
    public bool Replacement { get; init; }
}
