using Counterpoise.Calibration;
using Counterpoise.Pipelines;

namespace Counterpoise.TableModels;

/// <summary>What a saved model of tables is: what it was trained on and how, and what it takes and gives.</summary>
public sealed record TableModelCard
{
    /// <summary>The version of the program that trained it.</summary>
    public required string Program { get; init; }

    /// <summary>Name of the class column.</summary>
    public required string Target { get; init; }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Training rows of each class, before anything was resampled.</summary>
    public required IReadOnlyList<int> ClassCounts { get; init; }

    /// <summary>
    /// The class priors that the probabilities go by, of sum 1: those after resampling and weighting, or equal ones after a logit
    /// adjustment. Empty where they go by none, as those of AdaBoost or of one-class models.
    /// </summary>
    public required IReadOnlyList<double> Priors { get; init; }

    /// <summary>The positive class of two; with more classes it means nothing.</summary>
    public required int PositiveClass { get; init; }

    /// <summary>The method, such as <c>smote/wce/threshold</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The classifier by its name, such as <c>boosting</c>.</summary>
    public required string Classifier { get; init; }

    /// <summary>Its options that are not the defaults.</summary>
    public IReadOnlyDictionary<string, string> ClassifierOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The columns that it takes, in their order, with what was learned to prepare them.</summary>
    public required IReadOnlyList<PreparedColumn> Columns { get; init; }

    /// <summary>Columns of the training file that it does not take: class, weight, group, time, and those left out.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>How the training file was read, by names; the model itself does not use it.</summary>
    public IReadOnlyDictionary<string, string> Reading { get; init; } = new Dictionary<string, string>();

    /// <summary>How probabilities are calibrated; null where they are not.</summary>
    public ProbabilityCalibration? Calibration { get; init; }

    /// <summary>Whether probabilities are divided by the class priors of the training rows (post-hoc logit adjustment).</summary>
    public bool IsLogitAdjusted { get; init; }

    /// <summary>How classes are decided; null for the most probable.</summary>
    public TableDecision? Decision { get; init; }

    /// <summary>The command line that trained it; empty where there was none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>What was changed in training, such as a lower k.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Decides the class of each row by the model's own decision.</summary>
    /// <param name="probabilities">Row-major n × C, as the model gives them.</param>
    /// <returns>n classes; among equally probable ones the lower.</returns>
    public int[] Decide(double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return Decision?.Decide(probabilities, PositiveClass)
            ?? new DecisionWeights([.. ClassNames.Select(_ => 1.0)]).Decide(probabilities);
    }

    /// <summary>The correction of probabilities from <see cref="Priors"/> to other class priors.</summary>
    /// <param name="priors">Class priors where the model is used, [C], at least 0, of any sum.</param>
    /// <exception cref="InvalidOperationException">The probabilities go by no class priors.</exception>
    /// <exception cref="ArgumentException">There is not one prior per class, or a class was never seen.</exception>
    public PriorCorrection Correction(IReadOnlyList<double> priors)
    {
        ArgumentNullException.ThrowIfNull(priors);
        return Priors.Count == 0
            ? throw new InvalidOperationException(
                $"the probabilities of {Classifier} go by no class priors, so that they cannot be corrected to others")
            : new PriorCorrection([.. Priors], [.. priors]);
    }
}
