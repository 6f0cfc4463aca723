using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Images;

/// <summary>Which model is evaluated, on which images, and how.</summary>
public sealed record ImageEvaluationOptions
{
    /// <summary>A run's folder, or its weight file.</summary>
    public required string Model { get; init; }

    /// <summary>The images; with the shares and the classes of the training where the data names no splits.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The split of the images. Default: those to test on.</summary>
    public EvaluatedSplit Split { get; init; } = EvaluatedSplit.Test;

    /// <summary>Images at a time, at least 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Whether the network runs in bfloat16. Default false.</summary>
    public bool BFloat16 { get; init; }

    /// <summary>What is done to probabilities before they are measured. Default: nothing.</summary>
    public ImageDecisionOptions Decision { get; init; } = new();

    /// <summary>How it is measured; its seed also draws the split where the data names none.</summary>
    public EvaluationOptions Measures { get; init; } = new();
}
