using Counterpoise.Learning.FineTuning;
using Counterpoise.Learning.Methods;
using Counterpoise.Options;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>A pretrained network fitted to find one kind of image, in two stages and by its rivals.</summary>
public sealed record ImageFineTuningOptions
{
    /// <summary>The images.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The classes that count as positive; all others are the rest. At least one.</summary>
    public required IReadOnlyList<string> Positive { get; init; }

    /// <summary>
    /// The network of frozen features on which logistic regression is the cheapest rival, see <see cref="FeatureNetworks"/>; null for none.
    /// Default the packaged ResNet-18.
    /// </summary>
    public string? Features { get; init; } = FeatureNetworks.Packaged;

    /// <summary>The ways that are compared; none needs <see cref="Features"/>. Default all four.</summary>
    public IReadOnlyList<FineTuningArm> Arms { get; init; } =
        [FineTuningArm.Probe, FineTuningArm.OneStage, FineTuningArm.LayerWise, FineTuningArm.TwoStage];

    /// <summary>The loss. Default plain cross-entropy.</summary>
    public Method Method { get; init; } = Method.Named("ce");

    /// <summary>Network, pretrained weights, size and augmentation.</summary>
    public required ImageExperimentOptions Network { get; init; }

    /// <summary>Epochs, rates and the rest.</summary>
    public FineTuningOptions Tuning { get; init; } = new();

    /// <summary>The seeds, each with a split of its own; at least one. Default 0.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0];

    /// <summary>The sensitivity for which the threshold is chosen on validation, in (0, 1]. Default 0.9.</summary>
    public double TargetSensitivity { get; init; } = 0.9;

    /// <summary>The specificity at which sensitivities are compared, in (0, 1). Default 0.9.</summary>
    public double Specificity { get; init; } = 0.9;

    /// <summary>Shares of positive images for which precisions are given, each in (0, 1). Default 0.02, 0.05 and 0.2.</summary>
    public IReadOnlyList<double> Prevalences { get; init; } = [0.02, 0.05, 0.2];

    /// <summary>Draws of groups for intervals, at least 100. Default 2000.</summary>
    public int Replicates { get; init; } = 2000;

    /// <summary>Whether the probe is also run on a split that tears groups apart, to show what that pretends. Default false.</summary>
    public bool ShowLeak { get; init; }

    /// <summary>Where runs are kept and gone on with, outside of the images; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate()
    {
        Data.Validate();
        Network.Validate();
        Tuning.Validate();
        new OptionsCheck(nameof(ImageFineTuningOptions))
            .Require(Positive.Count > 0, "Positive is empty; name at least one class")
            .Require((Arms.Count > 0 || Features is not null) && Arms.Distinct().Count() == Arms.Count,
                "Arms needs at least one way, each once, or Features a network")
            .Require(Seeds.Count > 0 && Seeds.Distinct().Count() == Seeds.Count, "Seeds needs at least one seed, each once")
            .Require(TargetSensitivity is > 0 and <= 1, nameof(TargetSensitivity), TargetSensitivity, "it must be in (0, 1]")
            .Require(Specificity is > 0 and < 1, nameof(Specificity), Specificity, "it must be in (0, 1)")
            .Require(Prevalences.All(p => p is > 0 and < 1), "a prevalence is not in (0, 1)")
            .Require(Replicates >= 100, nameof(Replicates), Replicates, "it must be at least 100")
            .ThrowIfAny();
    }
}
