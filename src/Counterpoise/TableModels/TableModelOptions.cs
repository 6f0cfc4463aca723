using Counterpoise.Calibration;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.TableModels;

/// <summary>How a model of tables is trained.</summary>
public sealed record TableModelOptions
{
    /// <summary>What is done with the rows, the classes and the decision. Default nothing.</summary>
    public TableMethod Method { get; init; } = TableMethod.Parse("none");

    /// <summary>The classifier.</summary>
    public required Learner Learner { get; init; }

    /// <summary>Options of the classifier by name. Default its defaults.</summary>
    public IReadOnlyDictionary<string, string> LearnerOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How probabilities are calibrated on inner folds of the training rows. Default null: not.</summary>
    public CalibrationKind? Calibration { get; init; }

    /// <summary>
    /// For what the threshold of two classes is chosen on inner folds. Default null: for balanced accuracy where the method ends in
    /// <c>/threshold</c>, else none is.
    /// </summary>
    public ThresholdRule? Threshold { get; init; }

    /// <summary>
    /// For what the weights of more than two classes are chosen where the method ends in <c>/threshold</c>: <c>balanced_accuracy</c>,
    /// <c>macro_f1</c>, <c>geometric_mean</c>, <c>accuracy</c>, <c>mcc</c> or <c>cohen_kappa</c>. Default balanced_accuracy.
    /// </summary>
    public string WeightsFor { get; init; } = "balanced_accuracy";

    /// <summary>
    /// Inner folds of the training rows, at least 2; each costs a fit. Default 5. They are made only where something is tuned.
    /// </summary>
    public int InnerFolds { get; init; } = 5;

    /// <summary>The positive class of two, by its place. Default null: the class of the fewest rows.</summary>
    public int? PositiveClass { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(TableModelOptions))
        .Require(InnerFolds >= 2, nameof(InnerFolds), InnerFolds, "expected at least 2")
        .Require(Metrics.DecisionMetrics.Find(WeightsFor) is not null,
            $"{nameof(WeightsFor)} is '{WeightsFor}'; expected balanced_accuracy, macro_f1, geometric_mean, accuracy, mcc or cohen_kappa")
        .ThrowIfAny();
}
