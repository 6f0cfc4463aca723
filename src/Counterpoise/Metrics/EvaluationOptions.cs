using Counterpoise.Options;

namespace Counterpoise.Metrics;

/// <summary>How predictions are evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The class that binary metrics call positive. Default 1; ignored with more than two classes.</summary>
    public int PositiveClass { get; init; } = 1;

    /// <summary>What means over classes do with a class without rows. Default <see cref="AbsentClassPolicy.Exclude"/>.</summary>
    public AbsentClassPolicy AbsentClasses { get; init; } = AbsentClassPolicy.Exclude;

    /// <summary>Coverage of all intervals, in (0, 1). Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Equal-width bins of the reliability diagram and of ECE, at least 1. Default 10.</summary>
    public int CalibrationBins { get; init; } = 10;

    /// <summary>Most points kept of each ROC and precision-recall curve, at least 2; 0 leaves the curves out. Default 200.</summary>
    public int CurvePoints { get; init; } = 200;

    /// <summary>Bootstrap draws over all rows, for an interval of every metric; 0 makes none. Default 0; 2000 is usual.</summary>
    public int BootstrapReplicates { get; init; }

    /// <summary>Seed of the bootstrap. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// n weights of the rows, finite, at least 0 and not all 0, by which every metric counts them; those of the
    /// <see cref="PredictionSet"/> go before. Default null: each row counts 1.
    /// </summary>
    public double[]? Weights { get; init; }

    /// <summary>Metrics of your own, measured after the standard ones. Default none.</summary>
    public IReadOnlyList<IMetric> ExtraMetrics { get; init; } = [];

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(EvaluationOptions))
            .Require(PositiveClass >= 0, nameof(PositiveClass), PositiveClass, "expected at least 0")
            .Require(Confidence is > 0 and < 1, nameof(Confidence), Confidence, "expected a value strictly between 0 and 1")
            .Require(CalibrationBins >= 1, nameof(CalibrationBins), CalibrationBins, "expected at least 1")
            .Require(CurvePoints is 0 or >= 2, nameof(CurvePoints), CurvePoints, "expected 0 or at least 2")
            .Require(BootstrapReplicates >= 0, nameof(BootstrapReplicates), BootstrapReplicates, "expected at least 0")
            .ThrowIfAny();
    }
}
