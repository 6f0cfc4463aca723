using Counterpoise.Calibration;
using Counterpoise.Splits;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Decisions on scores whose share of positives moved between validation and test.</summary>
internal static class EventDecisions
{
    internal static IReadOnlyList<EventDecision> Compute(TimedEvents events, Split split, double[] scores)
    {
        int[] validation = Labels(split.Validation), test = Labels(split.Test);
        var platt = PlattScaling.Fit(validation, Scores(split.Validation));
        double[] before = platt.Apply(Scores(split.Validation)), after = platt.Apply(Scores(split.Test));
        var known = validation.Average();
        var estimated = Math.Clamp(ShareShift.Estimate(after, known), 1e-6, 1 - 1e-6);
        var tuned = DecisionThreshold.ByF1(validation, before).Threshold;
        double[] moved = Array.ConvertAll(after, p => ShareShift.Move(p, known, estimated));
        return
        [
            Judge("0.5 of the calibrated probability", 0.5, test, after, known),
            Judge("threshold tuned for F1 on validation", tuned, test, after, known),
            Judge("0.5 after the shares are corrected by expectation maximisation", 0.5, test, moved, estimated),
            Judge("tuned threshold after the correction", tuned, test, moved, estimated),
            Judge("0.5 after the correction to the true shares (not to be had in use)", 0.5, test,
                Array.ConvertAll(after, p => ShareShift.Move(p, known, test.Average())), test.Average()),
        ];

        int[] Labels(int[] rows) => Array.ConvertAll(rows, i => events.Labels[i]);
        double[] Scores(int[] rows) => Array.ConvertAll(rows, i => scores[i]);
    }

    private static EventDecision Judge(string rule, double threshold, int[] labels, double[] probabilities, double share)
    {
        var (hit, called, positives) = (0.0, 0.0, labels.Sum());
        for (var i = 0; i < labels.Length; i++)
        {
            if (probabilities[i] >= threshold)
            {
                called++;
                hit += labels[i];
            }
        }

        return new EventDecision(rule, threshold, 2 * hit / Math.Max(1, called + positives), hit / Math.Max(1, called),
            hit / Math.Max(1, positives), share);
    }
}
