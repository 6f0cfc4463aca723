using Counterpoise.Calibration;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>A model of several labels to be trained and kept in one file.</summary>
public sealed record MultiLabelTrainingOptions : MultiLabelDataOptions
{
    /// <summary>The file of the model.</summary>
    public required string Output { get; init; }

    /// <summary>The method of each label, as for a table of one class: <c>none</c>, <c>wce</c>, <c>smote/threshold</c>.</summary>
    public string Method { get; init; } = "none";

    /// <summary>The classifier of each label.</summary>
    public string Classifier { get; init; } = "boosting";

    /// <summary>Options of methods and classifiers, each <c>name.option=value</c>.</summary>
    public IReadOnlyList<string> MethodOptions { get; init; } = [];

    /// <summary>Share of the rows that the model is measured on, by iterative stratification; 0 measures nothing. Default 0.2.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>How probabilities are calibrated on inner folds; null for not.</summary>
    public CalibrationKind? Calibration { get; init; }

    /// <summary>What each label's threshold is chosen for on inner folds (f1, balanced-accuracy, g-mean, …); null for 0.5, or as the
    /// method says.</summary>
    public string? TuneThreshold { get; init; }

    /// <summary>Inner folds, for calibration and thresholds. Default 5.</summary>
    public int InnerFolds { get; init; } = 5;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Draws for the intervals of the test rows; 0 makes none. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>The command line that asked for it; empty where there was none.</summary>
    public string CommandLine { get; init; } = "";
}
