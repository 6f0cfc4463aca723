using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="Rose"/>.</summary>
public sealed record RoseOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Columns that hold category codes. Default none: those of the table that is resampled.</summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>Width of the kernel in units of the rule of thumb, at least 0. Default and paper 1; 0 repeats rows.</summary>
    public double Shrinkage { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(RoseOptions))
        .Require(CategoricalColumns.All(c => c >= 0), "CategoricalColumns holds a negative column")
        .Require(CategoricalColumns.Distinct().Count() == CategoricalColumns.Length, "CategoricalColumns names a column twice")
        .Require(Shrinkage is >= 0 and < double.PositiveInfinity,
            nameof(Shrinkage), Shrinkage, "a finite number of at least 0 is needed")
        .ThrowIfAny();
}
