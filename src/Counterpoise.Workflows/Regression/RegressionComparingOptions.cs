namespace Counterpoise.Workflows.Regression;

/// <summary>Methods and regressors to compare on a table whose target is a number.</summary>
public sealed record RegressionComparingOptions : RegressionDataOptions
{
    /// <summary>The regressors there are.</summary>
    public static IReadOnlyList<string> AllRegressors { get; } = [.. RegressorChoice.All.Select(r => r.Name)];

    /// <summary>Folder of <c>regression.json</c> and <c>report.html</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Names of methods; empty, the default, for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Names of regressors. Default all.</summary>
    public IReadOnlyList<string> Regressors { get; init; } = AllRegressors;

    /// <summary>Rounds of boosting. Default 100.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Neighbours of SMOTER and SMOGN. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Folds of a repeat. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often folds are drawn anew. Default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The command, for the report. Default empty.</summary>
    public string CommandLine { get; init; } = "";
}
