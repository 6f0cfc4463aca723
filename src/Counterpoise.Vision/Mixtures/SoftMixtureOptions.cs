using System.Globalization;
using Counterpoise.Options;

namespace Counterpoise.Vision.Mixtures;

/// <summary>How the gate of a mixture is trained, and what happens to its experts before and after.</summary>
public sealed record SoftMixtureOptions
{
    /// <summary>Where is mixed. Default probability space.</summary>
    public MixingSpace Space { get; init; } = MixingSpace.Probability;

    /// <summary>The gate's temperature, above 0. Default 1.</summary>
    public double GateTemperature { get; init; } = 1;

    /// <summary>Units of the gate's hidden layer, at least 1. Default 256.</summary>
    public int GateHidden { get; init; } = 256;

    /// <summary>Share of hidden units that are zeroed in training, in [0, 1). Default 0.1.</summary>
    public double GateDropout { get; init; } = 0.1;

    /// <summary>The gate's learning rate (AdamW), above 0. Default 1e-3.</summary>
    public double GateLearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Epochs of the gate, at least 1; the best on validation is kept. Default 30: on kept features an epoch takes milliseconds.
    /// </summary>
    public int GateEpochs { get; init; } = 30;

    /// <summary>
    /// Epochs of refinement, in which a linear correction of each expert, 0 at the start, learns beside the gate; 0 for none. Default 10.
    /// </summary>
    public int RefinementEpochs { get; init; } = 10;

    /// <summary>The rate of refinement, above 0. Default 1e-5.</summary>
    public double RefinementLearningRate { get; init; } = 1e-5;

    /// <summary>Weight decay of AdamW, at least 0. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Rows a step, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Weight of the penalty against gates that leave experts out, at least 0. Default 0.01.</summary>
    public double ImportanceWeight { get; init; } = 0.01;

    /// <summary>What the gate learns from. Default class-balanced.</summary>
    public GateLossKind GateLoss { get; init; } = GateLossKind.ClassBalanced;

    /// <summary>
    /// Whether each expert's logits are divided by a temperature fitted on the gate part, in [0.25, 4]. Default on; the paper has none.
    /// </summary>
    public bool Calibrates { get; init; } = true;

    /// <summary>Whether experts are fitted anew on all training rows once the gate is trained. Default on.</summary>
    public bool RefitsExperts { get; init; } = true;

    /// <summary>The mean largest gate on validation above which a warning is given, in (0, 1]. Default 0.99.</summary>
    public double CollapseThreshold { get; init; } = 0.99;

    /// <summary>The seed of the gate's initial values, batches and dropout. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(SoftMixtureOptions))
        .Require(GateTemperature > 0 && double.IsFinite(GateTemperature),
            Found(nameof(GateTemperature), GateTemperature, "a number above 0"))
        .Require(GateHidden >= 1, Found(nameof(GateHidden), GateHidden, "at least 1"))
        .Require(GateDropout is >= 0 and < 1, Found(nameof(GateDropout), GateDropout, "a number in [0, 1)"))
        .Require(GateLearningRate > 0, Found(nameof(GateLearningRate), GateLearningRate, "a number above 0"))
        .Require(GateEpochs >= 1, Found(nameof(GateEpochs), GateEpochs, "at least 1"))
        .Require(RefinementEpochs >= 0, Found(nameof(RefinementEpochs), RefinementEpochs, "0 or more"))
        .Require(RefinementLearningRate > 0, Found(nameof(RefinementLearningRate), RefinementLearningRate, "a number above 0"))
        .Require(WeightDecay >= 0, Found(nameof(WeightDecay), WeightDecay, "0 or more"))
        .Require(BatchSize >= 1, Found(nameof(BatchSize), BatchSize, "at least 1"))
        .Require(ImportanceWeight >= 0, Found(nameof(ImportanceWeight), ImportanceWeight, "0 or more"))
        .Require(CollapseThreshold is > 0 and <= 1, Found(nameof(CollapseThreshold), CollapseThreshold, "a number in (0, 1]"))
        .ThrowIfAny();

    private static string Found(string name, double value, string expected) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, {expected} was expected");
}
