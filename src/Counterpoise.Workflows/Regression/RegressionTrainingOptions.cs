namespace Counterpoise.Workflows.Regression;

/// <summary>Which model of a number is trained, and where it is kept.</summary>
public sealed record RegressionTrainingOptions : RegressionDataOptions
{
    /// <summary>The file of the model.</summary>
    public required string Output { get; init; }

    /// <summary>What is done about rare targets. Default none.</summary>
    public string Method { get; init; } = "none";

    /// <summary>The regressor. Default boosting.</summary>
    public string Regressor { get; init; } = "boosting";

    /// <summary>
    /// Options of the method and the regressor, such as <c>smogn.k=3</c> or <c>boosting.rounds=300</c>. Default none.
    /// </summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>
    /// Share of rows that are kept from training and measured once: drawn by tenths of the targets, by group where groups are named, the
    /// latest where a time is. In [0, 1); with 0 all rows are trained on and nothing is measured. Default 0.2.
    /// </summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>The seed of the split and of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Draws for the intervals of the test rows, at least 0. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>The command line that asked for it, which is kept with the model. Default none.</summary>
    public string CommandLine { get; init; } = "";
}
