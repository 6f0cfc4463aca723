using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="RandomWalk"/>.</summary>
public sealed record RandomWalkOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Columns that hold category codes. Default none: those of the table that is resampled.</summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(RandomWalkOptions))
        .Require(CategoricalColumns.All(c => c >= 0), "CategoricalColumns holds a negative column")
        .Require(CategoricalColumns.Distinct().Count() == CategoricalColumns.Length, "CategoricalColumns names a column twice")
        .ThrowIfAny();
}
