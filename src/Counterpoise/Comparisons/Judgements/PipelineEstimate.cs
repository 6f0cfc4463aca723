namespace Counterpoise.Comparisons;

/// <summary>A classifier with a method, chosen on inner folds and estimated on outer ones.</summary>
public sealed record PipelineEstimate
{
    /// <summary>The classifier; null where there is one model only.</summary>
    public string? Classifier { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>What it is worth on the inner folds of the training rows.</summary>
    public required double Inner { get; init; }

    /// <summary>
    /// What choosing so is worth on the outer folds: the mean of the metric where in each fold the pipeline is taken that this fold's own
    /// inner folds choose, so that no row judges what it helped to choose.
    /// </summary>
    public required double Value { get; init; }

    /// <summary>
    /// The standard error of <see cref="Value"/>: over folds of one data set with the correction for the rows they share, else over data
    /// sets; NaN with one.
    /// </summary>
    public required double StandardError { get; init; }

    /// <summary>In how many of the folds their own inner folds choose this very pipeline.</summary>
    public required int Chosen { get; init; }

    /// <summary>Folds (and seeds) of all data sets.</summary>
    public required int Folds { get; init; }
}
