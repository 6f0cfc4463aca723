using Counterpoise.Comparisons;
using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which methods are compared with which classifiers, on which tables, and how.</summary>
public sealed record TableComparisonOptions
{
    /// <summary>Tables, folders of tables, or KEEL folders with their official folds.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>How tables are read.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>How tables without official folds are split. Default: five stratified folds, drawn once from the seed 0.</summary>
    public FoldPlan Folds { get; init; } = new(5, 1, 0);

    /// <summary>The positive class of two. Default null: a class such as 1 or yes, else the minority class.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// The methods by name, such as <c>none</c>, <c>wce</c>, <c>smote/wce/threshold</c>; see <see cref="Counterpoise.Methods.MethodName"/>.
    /// </summary>
    public IReadOnlyList<string> Methods { get; init; } =
        ["none", "wce", "threshold", "random-over", "smote", "borderline", "adasyn", "smote-enn", "smote-tomek"];

    /// <summary>
    /// Options of methods and classifiers, <c>WORD.OPTION=VALUE</c>, such as <c>smote.k=3</c> and <c>knn.k=9</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>
    /// Methods with options under names of their own, <c>NAME=METHOD;OPTION=VALUE;…</c>, such as <c>smote-3=smote;k=3</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>
    /// The classifiers: <c>logistic</c>, <c>knn</c>, <c>boosting</c>, <c>forest</c>, <c>xgboost</c>, <c>xgboost-forest</c>.
    /// </summary>
    public IReadOnlyList<string> Classifiers { get; init; } = ["logistic", "knn", "boosting"];

    /// <summary>Inner folds of each fold's training rows, on which thresholds are tuned; 0 for none, else at least 2. Default 3.</summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>Rounds of boosting, or trees of the forest, at least 1. Default 100.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>
    /// Neighbours of the SMOTE family, at least 1; refused where a training fold is too small for it. Default null: each method's own,
    /// lowered where it must be.
    /// </summary>
    public int? K { get; init; }

    /// <summary>Seeds of the draws, at least one. Default: 0 alone.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0];

    /// <summary>
    /// Whether a fold that a resampler refuses is learned from as it is. Default false: the data set leaves means, ranks and tests.
    /// </summary>
    public bool KeepsRefused { get; init; }

    /// <summary>The metric of the verdict. Default: the geometric mean of the recalls.</summary>
    public string Metric { get; init; } = MetricNames.GeometricMean;

    /// <summary>The method that the others are measured against. Default null: the first.</summary>
    public string? Baseline { get; init; }

    /// <summary>The one method whose worth is in question. Default null: all that are no controls are.</summary>
    public string? Candidate { get; init; }

    /// <summary>Cells computed at once, at least 1; results do not depend on it. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The heading of the report.</summary>
    public string Title { get; init; } = "Resamplers compared";

    /// <summary>The folder of the results.</summary>
    public required string Folder { get; init; }

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>
    /// Starts other processes that call <see cref="TableComparison.Help"/> with equal options, once nothing can be refused any more; they
    /// are ended when what it returns is disposed. Default null: this process computes all cells.
    /// </summary>
    public Func<CancellationToken, IDisposable>? StartHelpers { get; init; }
}
