namespace Counterpoise.MultiLabel;

/// <summary>How well predictions of several labels do, over labels and over rows.</summary>
public sealed record MultiLabelMetrics
{
    /// <summary>F1 of each label: 2 TP / (2 TP + FP + FN); NaN for a label that no row has and none is given.</summary>
    public required IReadOnlyList<double> F1 { get; init; }

    /// <summary>Average precision of each label; NaN for a label that no row has.</summary>
    public required IReadOnlyList<double> AveragePrecision { get; init; }

    /// <summary>AUROC of each label; NaN for a label that all rows or none have.</summary>
    public required IReadOnlyList<double> Auroc { get; init; }

    /// <summary>Mean F1 over labels that rows have: a rare label counts as much as a frequent one.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>F1 of all labels of all rows together: frequent labels decide.</summary>
    public required double MicroF1 { get; init; }

    /// <summary>Mean average precision over labels that rows have.</summary>
    public required double MacroAveragePrecision { get; init; }

    /// <summary>Share of row-label pairs that are wrong.</summary>
    public required double HammingLoss { get; init; }

    /// <summary>Share of rows of which every label is right.</summary>
    public required double SubsetAccuracy { get; init; }

    /// <summary>Measures.</summary>
    /// <param name="labels">True labels, at least one row.</param>
    /// <param name="scores">Row-major n × L scores, higher where a row has the label.</param>
    /// <param name="thresholds">L thresholds; a label is given from its own on.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a score is NaN.</exception>
    public static MultiLabelMetrics Of(LabelSet labels, IReadOnlyList<double> scores, IReadOnlyList<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(thresholds);
        var width = labels.Names.Count;
        if (labels.Rows == 0 || scores.Count != labels.Rows * width || thresholds.Count != width)
            throw new ArgumentException(
                $"found {scores.Count} scores and {thresholds.Count} thresholds for {labels.Rows} rows of {width} labels; expected a score "
                + $"per row and label and a threshold per label, and at least one row", nameof(scores));
        int[] truePositives = new int[width], falsePositives = new int[width], falseNegatives = new int[width];
        var exact = 0;
        for (var i = 0; i < labels.Rows; i++)
        {
            var right = true;
            for (var l = 0; l < width; l++)
            {
                var given = scores[(i * width) + l] >= thresholds[l];
                if (given && labels[i, l]) truePositives[l]++;
                else if (given) falsePositives[l]++;
                else if (labels[i, l]) falseNegatives[l]++;
                right &= given == labels[i, l];
            }

            exact += right ? 1 : 0;
        }

        double[] Column(int l) => [.. Enumerable.Range(0, labels.Rows).Select(i => scores[(i * width) + l])];
        var places = Enumerable.Range(0, width).ToArray();
        int[][] codes = [.. places.Select(labels.Codes)];
        int[] there = [.. places.Where(l => codes[l].Contains(1))];
        double[] f1 = [.. places.Select(l => Ratio(truePositives[l], falsePositives[l], falseNegatives[l]))],
            ranked = [.. places.Select(l => codes[l].Contains(1) ? Metrics.AveragePrecision.Of(codes[l], Column(l)) : double.NaN)],
            auroc = [.. places.Select(l =>
                codes[l].Contains(1) && codes[l].Contains(0) ? Metrics.Auroc.Of(codes[l], Column(l)) : double.NaN)];
        return new MultiLabelMetrics
        {
            F1 = f1,
            AveragePrecision = ranked,
            Auroc = auroc,
            MacroF1 = there.Length == 0 ? double.NaN : there.Average(l => f1[l]),
            MicroF1 = Ratio(truePositives.Sum(), falsePositives.Sum(), falseNegatives.Sum()),
            MacroAveragePrecision = there.Length == 0 ? double.NaN : there.Average(l => ranked[l]),
            HammingLoss = (falsePositives.Sum() + falseNegatives.Sum()) / (double)(labels.Rows * width),
            SubsetAccuracy = exact / (double)labels.Rows,
        };
    }

    private static double Ratio(int tp, int fp, int fn) => tp + fp + fn == 0 ? double.NaN : 2.0 * tp / ((2.0 * tp) + fp + fn);
}
