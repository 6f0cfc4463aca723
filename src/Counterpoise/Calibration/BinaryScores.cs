namespace Counterpoise.Calibration;

/// <summary>Checks what a binary calibration is fitted on.</summary>
internal static class BinaryScores
{
    public static void Check(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass)
    {
        if (labels.Length != scores.Length)
            throw new ArgumentException($"found {labels.Length} labels and {scores.Length} scores; expected one score per label",
                nameof(scores));
        var positives = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw new ArgumentException($"the score of row {i} is {scores[i]}; expected finite numbers", nameof(scores));
            positives += labels[i] == positiveClass ? 1 : 0;
        }

        if (positives == 0 || positives == labels.Length)
            throw new ArgumentException(
                $"found {positives} positive of {labels.Length} validation rows; expected both classes: enlarge the validation part",
                nameof(labels));
    }
}
