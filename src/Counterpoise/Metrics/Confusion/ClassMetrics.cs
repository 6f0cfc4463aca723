using System.Text.Json.Serialization;
using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>What an evaluation says of one class. A value is null where it is undefined.</summary>
public sealed record ClassMetrics
{
    /// <summary>Class name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of the class; 0 means that it is absent and excluded from means.</summary>
    public required long Support { get; init; }

    /// <summary>The share of all weight that the class's rows have; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WeightShare { get; init; }

    /// <summary>How many rows of one weight say as much as the class's, (Σw)² / Σw²; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EffectiveRows { get; init; }

    /// <summary>Rows predicted as the class; 0 with rows present means that it is never predicted, and its precision is set to 0.</summary>
    public required long Predicted { get; init; }

    /// <summary>Share of the class's rows that are found; null if absent.</summary>
    public double? Recall { get; init; }

    /// <summary>Wilson interval of <see cref="Recall"/>, with weights that of as many equal rows; null if absent.</summary>
    public Interval? RecallInterval { get; init; }

    /// <summary>Share of the rows predicted as the class that belong to it; null if neither exists.</summary>
    public double? Precision { get; init; }

    /// <summary>Wilson interval of <see cref="Precision"/>, with weights that of as many equal rows; null if never predicted.</summary>
    public Interval? PrecisionInterval { get; init; }

    /// <summary>2 M_cc / (row_c + col_c); null if both are 0.</summary>
    public double? F1 { get; init; }

    /// <summary>Recall of all other classes together; null if there is no other row.</summary>
    public double? Specificity { get; init; }

    /// <summary>True if the class has no row in the evaluated set, or none with a weight above 0.</summary>
    public bool Absent => Support == 0 || EffectiveRows == 0;

    /// <summary>True if the class has rows and no row is predicted as it.</summary>
    public bool NeverPredicted => Support > 0 && Predicted == 0;

    internal static ClassMetrics Of(ConfusionMatrix confusion, int c, double confidence)
    {
        static double? Defined(double value) => double.IsNaN(value) ? null : value;
        long support = confusion.Support(c), predicted = confusion.Predicted(c), right = confusion.Counts[c][c];
        var isWeighted = confusion.WeightSums is not null;
        Interval? Of(double share, long trials, double effective) => double.IsNaN(share) || !(effective > 0) ? null
            : isWeighted ? WilsonInterval.OfShare(share, effective, confidence) : WilsonInterval.Of(right, trials, confidence);
        return new ClassMetrics
        {
            Name = confusion.ClassNames[c],
            Support = support,
            WeightShare = isWeighted ? confusion.RowWeight(c) / confusion.TotalWeight : null,
            EffectiveRows = isWeighted ? confusion.EffectiveSupport(c) : null,
            Predicted = predicted,
            Recall = Defined(confusion.Recall(c)),
            RecallInterval = Of(confusion.Recall(c), support, confusion.EffectiveSupport(c)),
            Precision = Defined(confusion.Precision(c)),
            PrecisionInterval = Of(confusion.Precision(c), predicted, confusion.EffectivePredicted(c)),
            F1 = Defined(confusion.F1(c)),
            Specificity = Defined(confusion.Specificity(c)),
        };
    }
}
