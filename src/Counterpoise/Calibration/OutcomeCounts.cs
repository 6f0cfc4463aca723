namespace Counterpoise.Calibration;

/// <summary>Hits and errors of a decision between two classes, as rows or as their weights.</summary>
/// <param name="TruePositives">Positive rows that were found.</param>
/// <param name="FalsePositives">False alarms.</param>
/// <param name="FalseNegatives">Misses.</param>
/// <param name="TrueNegatives">Negative rows that were left alone.</param>
public readonly record struct OutcomeCounts(double TruePositives, double FalsePositives, double FalseNegatives,
    double TrueNegatives)
{
    /// <summary>All rows, by their weights where they have some.</summary>
    public double Rows => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Share of the positive rows that were found; NaN without any.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Share of the negative rows that were left alone; NaN without any.</summary>
    public double Specificity => TrueNegatives / (TrueNegatives + FalsePositives);

    /// <summary>Share of the alarms that were right; 0 without an alarm.</summary>
    public double Precision => TruePositives == 0 ? 0 : TruePositives / (TruePositives + FalsePositives);

    /// <summary>Harmonic mean of precision and recall; 0 without a hit.</summary>
    public double F1 => TruePositives == 0 ? 0 : 2.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Counts the outcomes of a threshold.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="threshold">A row is predicted positive from this score on.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">A weight for each label, finite and at least 0; empty where every row counts 1.</param>
    public static OutcomeCounts Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, ReadOnlySpan<int> rows, double threshold,
        int positiveClass, ReadOnlySpan<double> weights = default)
    {
        double tp = 0, fp = 0, fn = 0, tn = 0;
        foreach (var row in rows)
        {
            var (truth, alarm) = (labels[row] == positiveClass, scores[row] >= threshold);
            var weight = weights.IsEmpty ? 1 : weights[row];
            _ = (truth, alarm) switch
            {
                (true, true) => tp += weight,
                (false, true) => fp += weight,
                (true, false) => fn += weight,
                _ => tn += weight,
            };
        }

        return new OutcomeCounts(tp, fp, fn, tn);
    }
}
