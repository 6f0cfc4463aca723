using Counterpoise.Learning.Optimization;
using Counterpoise.Options;

namespace Counterpoise.Learning.Steps;

/// <summary>The constants of <see cref="MetaWeightStep"/>; the defaults are those of Meta-Weight-Net.</summary>
public sealed record MetaWeightOptions
{
    /// <summary>The model's optimiser. Default SGD, rate 0.1, Nesterov momentum 0.9, weight decay 5e-4.</summary>
    public OptimizerSettings Model { get; init; } = new() { Kind = OptimizerKind.Sgd, LearningRate = 0.1, WeightDecay = 5e-4 };

    /// <summary>The weight network's optimiser, whose state is kept over all steps. Default Adam, rate 1e-3, weight decay 1e-4.</summary>
    public OptimizerSettings Weights { get; init; } = new() { LearningRate = 1e-3, WeightDecay = 1e-4 };

    /// <summary>
    /// Length of the move along the meta gradient over which losses are compared, positive. Default 0.01; the error grows with its square.
    /// </summary>
    public double Difference { get; init; } = 0.01;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(MetaWeightOptions))
        .Require(Difference > 0 && double.IsFinite(Difference), nameof(Difference), Difference, "it must be positive and finite")
        .ThrowIfAny();
}
