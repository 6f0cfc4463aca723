using Counterpoise.Calibration;
using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which model of a table is trained, and where it is kept.</summary>
public sealed record TableTrainingOptions
{
    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>The file of the model.</summary>
    public required string Output { get; init; }

    /// <summary>The method, such as <c>smote/wce/threshold</c>. Default none.</summary>
    public string Method { get; init; } = "none";

    /// <summary>The classifier. Default boosting.</summary>
    public string Classifier { get; init; } = "boosting";

    /// <summary>Options of the method and the classifier, such as <c>smote.k=3</c> or <c>boosting.rounds=300</c>. Default none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The positive class of two as people name it. Default null: by its name, else the minority class.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// Share of rows that are kept from training and measured once: drawn by class, by group where groups are named, the latest where a
    /// time is. In [0, 1); with 0 all rows are trained on and nothing is measured. Default 0.2.
    /// </summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>How probabilities are calibrated on inner folds. Default null: not.</summary>
    public CalibrationKind? Calibration { get; init; }

    /// <summary>
    /// For what the threshold is chosen on inner folds: <c>f1</c>, <c>balanced-accuracy</c>, <c>g-mean</c>, and for two classes the other
    /// rules of <c>evaluate --tune-threshold</c>. Default null: for balanced accuracy where the method ends in <c>/threshold</c>.
    /// </summary>
    public string? TuneThreshold { get; init; }

    /// <summary>What mistakes cost, for the rule <c>cost</c> and the mean cost of the test rows. Default: not measured.</summary>
    public IReadOnlyList<string> Costs { get; init; } = [];

    /// <summary>Inner folds, at least 2. Default 5.</summary>
    public int InnerFolds { get; init; } = 5;

    /// <summary>The seed of the split and of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Draws for the intervals of the test split, at least 0. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>The command line that asked for it, which is kept with the model. Default none.</summary>
    public string CommandLine { get; init; } = "";
}
