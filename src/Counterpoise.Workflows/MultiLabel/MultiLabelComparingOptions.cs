namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Methods and classifiers to compare on a table whose rows have several labels.</summary>
public sealed record MultiLabelComparingOptions : MultiLabelDataOptions
{
    /// <summary>Folder of <c>labels.json</c> and <c>report.html</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Names of methods; empty, the default, for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Names of classifiers. Default logistic regression and boosting.</summary>
    public IReadOnlyList<string> Classifiers { get; init; } = ["logistic", "boosting"];

    /// <summary>Options of classifiers, as <c>knn.k=3</c>. Default none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Neighbours of MLSMOTE. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Folds of a repeat. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often folds are drawn anew. Default 1.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Inner folds on which thresholds are tuned. Default 3.</summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>Seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The command, for the report. Default empty.</summary>
    public string CommandLine { get; init; } = "";
}
