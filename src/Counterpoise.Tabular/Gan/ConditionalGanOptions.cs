using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Resampling;

namespace Counterpoise.Tabular.Gan;

/// <summary>Options of <see cref="ConditionalGan"/>.</summary>
public sealed record ConditionalGanOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Columns that hold category codes. Default none: those of the table that is resampled.</summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>Passes over as many rows as there are, at least 1. Default 300, as in the paper that this follows.</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>Rows of a step, at least 2; lowered to the number of rows. Default 64. Larger ones cost less time for an epoch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Numbers of noise that a row is made of, at least 1. Default 32.</summary>
    public int Noise { get; init; } = 32;

    /// <summary>Units of each of the two hidden layers of both networks, at least 1. Default 64.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Step size of Adam for both networks, above 0. Default 0.0002.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>What the discriminator is told a real row is, above 0.5 and at most 1 (label smoothing). Default 0.9.</summary>
    public double RealLabel { get; init; } = 0.9;

    /// <summary>Temperature of the categories (Gumbel-softmax), above 0; lower is nearer to one category. Default 0.5.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>
    /// Fewest rows of a class that rows are generated for, at least 2; a class with fewer gets SMOTE in its place, and the result says so.
    /// Default 200: its authors call smaller tables out of scope.
    /// </summary>
    public int FewestRows { get; init; } = 200;

    /// <summary>Largest share of generated rows that may equal a real one, in [0, 1]; above it the class gets SMOTE. Default 0.2.</summary>
    public double MostCopies { get; init; } = 0.2;

    /// <summary>
    /// Least median distance between generated rows over that between real ones, at least 0: below it the generator has collapsed onto a
    /// few rows, and the class gets SMOTE. Default 0.2.
    /// </summary>
    public double LeastSpread { get; init; } = 0.2;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(ConditionalGanOptions))
        .Require(CategoricalColumns.All(c => c >= 0), $"{new SettingPart(nameof(CategoricalColumns))} holds a negative column")
        .Require(CategoricalColumns.Distinct().Count() == CategoricalColumns.Length, $"{nameof(CategoricalColumns)} names a column twice")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "expected at least 1")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "expected at least 2")
        .Require(Noise >= 1, nameof(Noise), Noise, "expected at least 1")
        .Require(Units >= 1, nameof(Units), Units, "expected at least 1")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate),
            $"{new SettingPart(nameof(LearningRate))} is {LearningRate}; expected a finite number above 0")
        .Require(RealLabel is > 0.5 and <= 1, $"{nameof(RealLabel)} is {RealLabel}; expected a number above 0.5 and at most 1")
        .Require(Temperature > 0 && double.IsFinite(Temperature),
            $"{new SettingPart(nameof(Temperature))} is {Temperature}; expected a finite number above 0")
        .Require(FewestRows >= 2, nameof(FewestRows), FewestRows, "expected at least 2")
        .Require(MostCopies is >= 0 and <= 1, $"{new SettingPart(nameof(MostCopies))} is {MostCopies}; expected a share from 0 to 1")
        .Require(LeastSpread >= 0 && double.IsFinite(LeastSpread),
            $"{new SettingPart(nameof(LeastSpread))} is {LeastSpread}; expected a finite number of at least 0")
        .ThrowIfAny();
}
