namespace Counterpoise.Workflows.Tables;

/// <summary>How resampled rows are measured and written.</summary>
/// <param name="Standardize">Whether distances are measured on columns of mean 0 and deviation 1.</param>
/// <param name="Round">Whether new rows hold whole numbers in columns that hold nothing else.</param>
/// <param name="Weights">Name of the column of row weights, or null.</param>
internal sealed record ResampledOutput(bool Standardize, bool Round, string? Weights);
