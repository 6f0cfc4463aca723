using System.Globalization;
using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>Warns where scores rank the wrong way round, as those of the other class do.</summary>
internal static class ReversedScores
{
    /// <summary>A note where the AUROC is below 0.5 by more than chance makes of it.</summary>
    public static IEnumerable<string> Notes(Evaluation evaluation, ReadPredictions predictions)
    {
        if (predictions.Positive is not { } positive || predictions.Set.ClassCount > 2 || evaluation.Value("auroc") is not { } auroc)
            yield break;
        var counts = predictions.Set.Labels.CountBy(l => l == positive.Class).ToDictionary();
        if (auroc + (2 * Error(auroc, counts[true], counts[false])) < 0.5)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"warning: AUROC is {auroc:0.0000}, clearly below 0.5: the scores rank the other way round, as those of class "
                + $"'{predictions.Set.ClassNames[1 - positive.Class]}' would; --positive names the class that they are of");
    }

    /// <summary>
    /// Hanley and McNeil's standard error of an AUROC, of one that is as far on the other side of 0.5 where it has no error at 0.
    /// </summary>
    private static double Error(double auroc, int positives, int negatives)
    {
        var (q1, q2) = (auroc / (2 - auroc), 2 * auroc * auroc / (1 + auroc));
        var variance = ((auroc * (1 - auroc)) + ((positives - 1) * (q1 - (auroc * auroc)))
            + ((negatives - 1) * (q2 - (auroc * auroc)))) / ((double)positives * negatives);
        // With few rows an AUROC of 0 is no certainty.
        return Math.Max(Math.Sqrt(variance), 0.25 / Math.Sqrt(Math.Min(positives, negatives)));
    }
}
