using Counterpoise.Metrics;

namespace Counterpoise.Calibration;

/// <summary>Checks what a binary calibration is fitted on.</summary>
internal static class BinaryScores
{
    public static void Check(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass,
        ReadOnlySpan<double> weights = default)
    {
        if (labels.Length != scores.Length)
            throw new ArgumentException($"found {labels.Length} labels and {scores.Length} scores; expected one score per label",
                nameof(scores));
        if (!weights.IsEmpty)
            RowWeights.Check(weights, labels.Length);
        var (positives, rows) = (0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw new ArgumentException($"the score of row {i} is {scores[i]}; expected finite numbers", nameof(scores));
            var counts = weights.IsEmpty || weights[i] > 0 ? 1 : 0;
            rows += counts;
            positives += labels[i] == positiveClass ? counts : 0;
        }

        if (positives == 0 || positives == rows)
            throw new ArgumentException(
                $"found {positives} positive of {rows} validation rows{(rows < labels.Length ? " with a weight above 0" : "")}; expected "
                + "both classes: enlarge the validation split",
                nameof(labels));
    }
}
