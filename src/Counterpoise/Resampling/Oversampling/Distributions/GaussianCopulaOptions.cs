using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="GaussianCopula"/>.</summary>
public sealed record GaussianCopulaOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Columns that hold category codes. Default none: those of the table that is resampled.</summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>
    /// Share by which correlations are drawn towards 0, from 0 to 1: few rows give wild correlations. Default 0.05; 1 draws columns
    /// independently.
    /// </summary>
    public double Shrinkage { get; init; } = 0.05;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(GaussianCopulaOptions))
        .Require(CategoricalColumns.All(c => c >= 0), "CategoricalColumns holds a negative column")
        .Require(CategoricalColumns.Distinct().Count() == CategoricalColumns.Length, "CategoricalColumns names a column twice")
        .Require(Shrinkage is >= 0 and <= 1, nameof(Shrinkage), Shrinkage, "expected a share from 0 to 1")
        .ThrowIfAny();
}
