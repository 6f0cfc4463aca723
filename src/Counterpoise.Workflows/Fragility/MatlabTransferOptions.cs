namespace Counterpoise.Workflows.Fragility;

/// <summary>Which MATLAB files are read in the covariate form.</summary>
public sealed record MatlabTransferOptions
{
    /// <summary>The .mat file of the target.</summary>
    public required string Path { get; init; }

    /// <summary>A .mat file to learn from, with the same features. Default null.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The response above which a row is a failure.</summary>
    public required double Threshold { get; init; }

    /// <summary>The matrix of features. Default <c>X_scaled</c>.</summary>
    public string Features { get; init; } = "X_scaled";

    /// <summary>The vector of responses. Default <c>y</c>.</summary>
    public string Response { get; init; } = "y";

    /// <summary>Rows that a target sees, at least 1. Default 100.</summary>
    public int Rows { get; init; } = 100;

    /// <summary>The seed of the draws. Default 0.</summary>
    public ulong Seed { get; init; }
}
