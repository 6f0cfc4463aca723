namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Rejection thresholds of each class from validation streams: the lowest from which on its false accepts stay within its share of the
/// target, the classes sharing it equally.
/// </summary>
/// <param name="Values">The least probability of each class, [C].</param>
/// <param name="Warnings">Classes without validation events, or without a threshold that meets the target.</param>
public sealed record RejectionThresholds(IReadOnlyList<double> Values, IReadOnlyList<string> Warnings)
{
    private const double Default = 0.5, Never = 1.01;
    private const int Candidates = 60;

    /// <summary>Chooses the thresholds. O(C · 60 · windows).</summary>
    /// <param name="validation">Streams that the model has not learned from.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="negative">The negative class.</param>
    /// <param name="falseAcceptsPerHour">The target of all classes together, at least 0.</param>
    /// <param name="smoothing">Smoothing, or null for the defaults.</param>
    public static RejectionThresholds Choose(IReadOnlyList<ScoredStream> validation, IReadOnlyList<string> classes, int negative,
        double falseAcceptsPerHour, SmoothingOptions? smoothing = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfNegative(falseAcceptsPerHour);
        var (values, warnings) = (new double[classes.Count], new List<string>());
        Array.Fill(values, Default);
        var target = falseAcceptsPerHour / Math.Max(1, classes.Count - 1);
        var hours = validation.Sum(s => s.NegativeSeconds) / 3600;
        for (var c = 0; c < classes.Count; c++)
        {
            if (c == negative) continue;
            if (hours == 0 || !validation.Any(s => s.Events.Any(e => e.Class == c)))
            {
                warnings.Add($"the validation streams hold {(hours == 0 ? "no time of the negative class" : $"no '{classes[c]}'")}: "
                    + "the threshold "
                    + $"of '{classes[c]}' stays at 0.5");
                continue;
            }

            values[c] = Lowest(validation, classes.Count, c, negative, target, smoothing);
            if (values[c] == Never)
                warnings.Add($"no threshold keeps '{classes[c]}' within {target:G3} false accepts an hour: it is never accepted");
        }

        return new RejectionThresholds(values, warnings);
    }

    private static double Lowest(IReadOnlyList<ScoredStream> validation, int classes, int c, int negative, double target,
        SmoothingOptions? smoothing)
    {
        var scores = validation.SelectMany(s => s.Probabilities).Select(p => p[c]).Where(p => p > 1.0 / classes).Distinct().Order()
            .ToArray();
        double[] candidates = scores.Length <= Candidates ? scores
            : [.. Enumerable.Range(0, Candidates).Select(i => scores[i * (scores.Length - 1) / (Candidates - 1)]).Distinct()];
        var best = Never;
        foreach (var candidate in candidates.Reverse())
        {
            var thresholds = Enumerable.Repeat(Never, classes).ToArray();
            thresholds[c] = candidate;
            var scored = EventScores.Simulate(validation, thresholds, negative, smoothing);
            if (scored.FalseAcceptsPerHour > target) break;
            best = candidate;
        }

        return best;
    }
}
