using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="MultilayerPerceptron"/>.</summary>
public sealed record MultilayerPerceptronOptions
{
    /// <summary>Units of each hidden layer, from the input on; each at least 1, none for a linear model. Default one layer of 32.</summary>
    public int[] HiddenUnits { get; init; } = [32];

    /// <summary>Passes over the training rows, at least 1. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Rows of a step, at least 1. Default 64; the last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Step size of Adam, above 0. Default 0.001.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Weight of ½‖w‖² in the gradient, at least 0; biases are free. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(MultilayerPerceptronOptions))
        .Require(HiddenUnits.All(u => u >= 1),
            $"{new SettingPart(nameof(HiddenUnits))} is {string.Join(", ", HiddenUnits)}; expected at least 1 unit in each layer")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "expected at least 1")
        .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "expected at least 1")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate),
            nameof(LearningRate), LearningRate, "expected a finite number above 0")
        .Require(WeightDecay >= 0 && double.IsFinite(WeightDecay),
            nameof(WeightDecay), WeightDecay, "expected a finite number of at least 0")
        .ThrowIfAny();
}
