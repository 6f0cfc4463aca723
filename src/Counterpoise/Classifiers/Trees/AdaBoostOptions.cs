using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="AdaBoost"/>.</summary>
public sealed record AdaBoostOptions
{
    /// <summary>Members at most, at least 1; fewer where one makes no mistake. Default 50.</summary>
    public int Members { get; init; } = 50;

    /// <summary>By what each member's say in the weights of the rows is multiplied, above 0. Default 1.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(AdaBoostOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate),
            nameof(LearningRate), LearningRate, "expected a finite number above 0")
        .ThrowIfAny();
}
