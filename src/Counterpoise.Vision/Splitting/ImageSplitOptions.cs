using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Splits;

namespace Counterpoise.Vision.Splitting;

/// <summary>How the images of a data set are divided.</summary>
public sealed record ImageSplitOptions
{
    /// <summary>
    /// Share of the test split, above 0 and below 1; default .2. Not used where the source has a test split. Where the source has a
    /// validation split alone, it is this share of what is not validation.
    /// </summary>
    public double TestShare { get; init; } = .2;

    /// <summary>
    /// Share of the validation split, 0 or more; default .1. Where the source has a test split but no validation split, it is this share of
    /// what is not test; where it has a validation split, it is not used.
    /// </summary>
    public double ValidationShare { get; init; } = .1;

    /// <summary>Whether train, val and test of the source are kept; default true.</summary>
    public bool UseGivenSplits { get; init; } = true;

    /// <summary>Whether groups of the source stay on one side; default true.</summary>
    public bool UseGroups { get; init; } = true;

    /// <summary>
    /// What happens when a split that is drawn lacks a class. Default null: a stratified draw throws, since only a class with fewer images
    /// than splits can be missing; a draw by groups warns, since groups can force it.
    /// </summary>
    public MissingClassPolicy? MissingClass { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(ImageSplitOptions))
            .Require(TestShare is > 0 and < 1, nameof(TestShare), TestShare, "expected above 0 and below 1")
            .Require(ValidationShare is >= 0 and < 1, nameof(ValidationShare), ValidationShare, "expected 0 or more and below 1")
            .Require(!(TestShare + ValidationShare >= 1), 
                $"{new SettingPart(nameof(TestShare))} and {new SettingPart(nameof(ValidationShare))} leave nothing to train on, expected "
                + $"a sum below 1")
            .ThrowIfAny();
}
