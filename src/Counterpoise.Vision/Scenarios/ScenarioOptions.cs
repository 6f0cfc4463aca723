using Counterpoise.Options;

namespace Counterpoise.Vision.Scenarios;

/// <summary>The sizes of the parts of a scenario.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Training images, at least 1; default and the paper's value 1,500.</summary>
    public int TrainCount { get; init; } = 1500;

    /// <summary>Test images, at least 0; default and the paper's value 100.</summary>
    public int TestCount { get; init; } = 100;

    /// <summary>How the test classes are distributed; default <see cref="PartShape.Balanced"/>. The paper does not say.</summary>
    public PartShape TestShape { get; init; } = PartShape.Balanced;

    /// <summary>
    /// Validation images, at least 0; default 150. They come from the training images that remain, never from the test split. The paper has
    /// none.
    /// </summary>
    public int ValidationCount { get; init; } = 150;

    /// <summary>
    /// How the validation classes are distributed; default <see cref="PartShape.Balanced"/>, so that it is the same in every scenario.
    /// </summary>
    public PartShape ValidationShape { get; init; } = PartShape.Balanced;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(ScenarioOptions))
            .Require(TrainCount >= 1, nameof(TrainCount), TrainCount, "expected at least 1")
            .Require(TestCount >= 0, nameof(TestCount), TestCount, "expected 0 or more")
            .Require(ValidationCount >= 0, nameof(ValidationCount), ValidationCount, "expected 0 or more")
            .Require(Enum.IsDefined(TestShape), nameof(TestShape), (int)TestShape, "expected Balanced or AsTraining")
            .Require(Enum.IsDefined(ValidationShape), nameof(ValidationShape), (int)ValidationShape, "expected Balanced or AsTraining")
            .ThrowIfAny();
}
