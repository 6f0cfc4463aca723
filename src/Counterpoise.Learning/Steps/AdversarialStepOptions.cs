using Counterpoise.Learning.Optimization;
using Counterpoise.Options;

namespace Counterpoise.Learning.Steps;

/// <summary>The constants of <see cref="AdversarialStep"/>.</summary>
public sealed record AdversarialStepOptions
{
    /// <summary>The name of the real rows among the inputs. Default <c>real</c>.</summary>
    public string Input { get; init; } = "real";

    /// <summary>Length of the noise that the generator starts from, at least 1. Default 16.</summary>
    public int NoiseSize { get; init; } = 16;

    /// <summary>The seed of the noise. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Steps of the discriminator for one of the generator, at least 1. Default 1.</summary>
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>What the discriminator is told of real rows, in (0.5, 1]; below 1 it stays unsure. Default 0.9.</summary>
    public double RealTarget { get; init; } = 0.9;

    /// <summary>The generator's optimiser. Default Adam with β₁ = 0.5 and rate 2e-4.</summary>
    public OptimizerSettings Generator { get; init; } = new() { LearningRate = 2e-4, Beta1 = 0.5 };

    /// <summary>The discriminator's optimiser. Default Adam with β₁ = 0.5 and rate 2e-4.</summary>
    public OptimizerSettings Discriminator { get; init; } = new() { LearningRate = 2e-4, Beta1 = 0.5 };

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(AdversarialStepOptions))
        .Require(Input.Length > 0, "Input is empty; name an input of the batches")
        .Require(NoiseSize >= 1, nameof(NoiseSize), NoiseSize, "it must be at least 1")
        .Require(DiscriminatorSteps >= 1, nameof(DiscriminatorSteps), DiscriminatorSteps, "it must be at least 1")
        .Require(RealTarget is > 0.5 and <= 1, nameof(RealTarget), RealTarget, "it must be in (0.5, 1]")
        .ThrowIfAny();
}
