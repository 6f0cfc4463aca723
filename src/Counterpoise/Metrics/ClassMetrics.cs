using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>What an evaluation says of one class. A value is null where it is undefined.</summary>
public sealed record ClassMetrics
{
    /// <summary>Class name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of the class; 0 means that it is absent and excluded from means.</summary>
    public required long Support { get; init; }

    /// <summary>Rows predicted as the class; 0 with rows present means that it is never predicted, and its precision is set to 0.</summary>
    public required long Predicted { get; init; }

    /// <summary>Share of the class's rows that are found; null if absent.</summary>
    public double? Recall { get; init; }

    /// <summary>Wilson interval of <see cref="Recall"/>; null if absent.</summary>
    public Interval? RecallInterval { get; init; }

    /// <summary>Share of the rows predicted as the class that belong to it; null if neither exists.</summary>
    public double? Precision { get; init; }

    /// <summary>Wilson interval of <see cref="Precision"/>; null if never predicted.</summary>
    public Interval? PrecisionInterval { get; init; }

    /// <summary>2 M_cc / (row_c + col_c); null if both are 0.</summary>
    public double? F1 { get; init; }

    /// <summary>Recall of all other classes together; null if there is no other row.</summary>
    public double? Specificity { get; init; }

    /// <summary>True if the class has no row in the evaluated set.</summary>
    public bool Absent => Support == 0;

    /// <summary>True if the class has rows and no row is predicted as it.</summary>
    public bool NeverPredicted => Support > 0 && Predicted == 0;

    internal static ClassMetrics Of(ConfusionMatrix confusion, int c, double confidence)
    {
        static double? Defined(double value) => double.IsNaN(value) ? null : value;
        long support = confusion.Support(c), predicted = confusion.Predicted(c), right = confusion.Counts[c][c];
        return new ClassMetrics
        {
            Name = confusion.ClassNames[c],
            Support = support,
            Predicted = predicted,
            Recall = Defined(confusion.Recall(c)),
            RecallInterval = support == 0 ? null : WilsonInterval.Of(right, support, confidence),
            Precision = Defined(confusion.Precision(c)),
            PrecisionInterval = predicted == 0 ? null : WilsonInterval.Of(right, predicted, confidence),
            F1 = Defined(confusion.F1(c)),
            Specificity = Defined(confusion.Specificity(c)),
        };
    }
}
