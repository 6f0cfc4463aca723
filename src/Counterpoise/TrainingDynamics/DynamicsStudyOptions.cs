using Counterpoise.Classifiers;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.TrainingDynamics;

/// <summary>Options of <see cref="DynamicsStudy"/>.</summary>
public sealed record DynamicsStudyOptions
{
    /// <summary>
    /// The network. Default 64 and 32 hidden units, 40 epochs; the plan of the paper has 128, 64, 32 and 100 epochs, which cost ten times
    /// as much.
    /// </summary>
    public MultilayerPerceptronOptions Network { get; init; } = new() { HiddenUnits = [64, 32], Epochs = 40 };

    /// <summary>Seeds, at least 3: as many runs of each condition. Default 5.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Majority rows to a minority row, ascending, each above 1. Default 2, 4, 8, 16.</summary>
    public double[] Ratios { get; init; } = [2, 4, 8, 16];

    /// <summary>
    /// Strengths of the overlap, ascending, each above 0 and at most 1, as many as <see cref="Ratios"/>: equal places make the joint
    /// conditions. Default 0.1, 0.2, 0.3, 0.4.
    /// </summary>
    public double[] Strengths { get; init; } = [0.1, 0.2, 0.3, 0.4];

    /// <summary>How overlap is added. Default interpolation.</summary>
    public OverlapInjection Injection { get; init; }

    /// <summary>Undersamplings among which the baseline is chosen, at least 1. Default 200.</summary>
    public int BaselineDraws { get; init; } = 200;

    /// <summary>Fewest minority rows of a table that can be studied, at least 4. Default 40.</summary>
    public int FewestRows { get; init; } = 40;

    /// <summary>Share of the rows that validate, above 0 and below 1. Default 0.3.</summary>
    public double ValidationShare { get; init; } = 0.3;

    /// <summary>Coupling ratio above which an intervention has moved what it was to leave alone. Default 0.25.</summary>
    public double LargestCoupling { get; init; } = 0.25;

    /// <summary>Runs at once, at least 1; results do not depend on it. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        Network.Validate();
        new OptionsCheck(nameof(DynamicsStudyOptions))
            .Require(Seeds >= 3, nameof(Seeds), Seeds, "expected at least 3")
            .Require(Ratios.Length >= 1 && Ratios.All(r => r > 1) && Ratios.SequenceEqual(Ratios.Order()),
                $"{new SettingPart(nameof(Ratios))} is {string.Join(", ", Ratios)}; expected ascending numbers above 1")
            .Require(Strengths.Length == Ratios.Length && Strengths.All(s => s is > 0 and <= 1)
                && Strengths.SequenceEqual(Strengths.Order()),
                $"{new SettingPart(nameof(Strengths))} is {string.Join(", ", Strengths)}; expected as many ascending shares as ratios")
            .Require(BaselineDraws >= 1, nameof(BaselineDraws), BaselineDraws, "expected at least 1")
            .Require(FewestRows >= 4, nameof(FewestRows), FewestRows, "expected at least 4")
            .Require(ValidationShare is > 0 and < 1,
                nameof(ValidationShare), ValidationShare, "expected a share above 0 and below 1")
            .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
            .ThrowIfAny();
    }
}
