namespace Counterpoise.Workflows.Regression;

/// <summary>Which rows are resampled by their targets, how, and where to.</summary>
public sealed record RegressionRowsOptions : RegressionDataOptions
{
    /// <summary>The file to write.</summary>
    public required string Output { get; init; }

    /// <summary>Name of the method. Default smogn.</summary>
    public string Method { get; init; } = "smogn";

    /// <summary>Neighbours of SMOTER and SMOGN. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Seed of the draws. Default 0.</summary>
    public ulong Seed { get; init; }
}
