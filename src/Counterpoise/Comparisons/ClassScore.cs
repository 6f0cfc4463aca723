using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>Recall, precision and F1 of one class, recall and precision with their 95% Wilson intervals.</summary>
public sealed record ClassScore
{
    /// <summary>The class's name.</summary>
    public required string Class { get; init; }

    /// <summary>Test rows of the class.</summary>
    public required int Support { get; init; }

    /// <summary>Recall in [0, 1]; NaN for an absent class.</summary>
    public required ScoreInterval Recall { get; init; }

    /// <summary>Precision in [0, 1].</summary>
    public required ScoreInterval Precision { get; init; }

    /// <summary>F1 in [0, 1]; NaN for a class that is neither present nor predicted.</summary>
    public required double F1 { get; init; }

    /// <summary>The scores of a class in an evaluation.</summary>
    /// <param name="metrics">What the evaluation says of the class.</param>
    /// <exception cref="OverflowException">The class has more than 2³¹ − 1 rows.</exception>
    public static ClassScore Of(ClassMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return new ClassScore
        {
            Class = metrics.Name,
            Support = checked((int)metrics.Support),
            Recall = Score(metrics.Recall, metrics.RecallInterval),
            Precision = Score(metrics.Precision, metrics.PrecisionInterval),
            F1 = metrics.F1 ?? double.NaN,
        };
    }

    private static ScoreInterval Score(double? value, Interval? interval) =>
        new(value ?? double.NaN, interval?.Lower ?? double.NaN, interval?.Upper ?? double.NaN);
}
