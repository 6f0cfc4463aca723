using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Chooses the threshold on a file of scores of validation rows, and says how firm the choice is.</summary>
internal static class ThresholdTuning
{
    private const string AtPrecision = "recall-at-precision=", AtRecall = "precision-at-recall=", Cost = "cost";

    /// <summary>What can be asked of a file of scores.</summary>
    public const string Rules = $"f1, balanced-accuracy, g-mean, {Cost} (with --cost), {AtPrecision}0.9, {AtRecall}0.8";

    /// <summary>Reads a rule.</summary>
    /// <exception cref="InputException">It is none, or its number or costs are wrong.</exception>
    public static ThresholdRule Parse(string text, IReadOnlyList<IMetric> costs, int positive, int classes = 2)
    {
        var rule = text.ToLowerInvariant();
        return rule switch
        {
            "f1" => ThresholdRule.F1,
            "balanced-accuracy" => ThresholdRule.BalancedAccuracy,
            "g-mean" => ThresholdRule.GeometricMean,
            Cost => classes > 2 ? throw new InputException(
                    $"--tune-threshold cost is for two classes; there are {classes}: choose another of {Rules}")
                : costs is [MisclassificationCost metric]
                ? ThresholdRule.Cost(metric.Cost(1 - positive, positive), metric.Cost(positive, 1 - positive))
                : throw new InputException("--tune-threshold cost needs to know what mistakes cost: give --cost, such as --cost fraud=10"),
            _ when rule.StartsWith(AtPrecision, StringComparison.Ordinal) => ThresholdRule.RecallAtPrecision(Share(text)),
            _ when rule.StartsWith(AtRecall, StringComparison.Ordinal) => ThresholdRule.PrecisionAtRecall(Share(text)),
            _ => throw new InputException($"--tune-threshold is '{text}'; expected {Rules}"),
        };
    }

    /// <summary>Chooses the threshold and tells it with its intervals.</summary>
    public static (ReadPredictions Decided, TunedThreshold Tuned) Run(ReadPredictions read, ThresholdRule rule, EvaluationOptions options,
        IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var scores = read.Scores("--tune-threshold");
        var found = ThresholdStability.Of(rule, read.Set.Labels, scores, read.PositiveClass, options.BootstrapReplicates,
            options.Confidence, new RandomStream(options.Seed, "threshold"), read.Set.Weights, cancellationToken);
        if (double.IsPositiveInfinity(found.Chosen.Threshold))
            throw new InputException(rule.WhyNone(found.Chosen, "these rows"));
        events.Note(string.Create(CultureInfo.InvariantCulture,
            $"threshold {found.Chosen.Threshold:G6} on '{read.Set.ClassNames[read.PositiveClass]}'{Interval(found.Thresholds)}: "
            + $"{found.Chosen.Rule} on these {read.Set.Count} rows, {found.Chosen.ValidationValue:F4}"));
        if (found.OutOfBag is { } honest)
            events.Note(string.Create(CultureInfo.InvariantCulture,
                $"on rows that it is not chosen on expect a {rule.Name} of {honest:F4}{Interval(found.OutOfBagInterval)}; what follows "
                + $"is measured on the rows of the choice, and too good"));
        return (read.Decided(found.Chosen.Threshold, "--tune-threshold"),
            new TunedThreshold(found.Chosen.Threshold, found.Chosen.Rule, found.Chosen.ValidationValue, found.Thresholds, found.OutOfBag,
            found.OutOfBagInterval));
    }

    private static string Interval(Statistics.Interval? interval) => interval is null ? ""
        : string.Create(CultureInfo.InvariantCulture,
        $" ({interval.Confidence:0.##%} interval {interval.Lower:G4} to {interval.Upper:G4})");

    private static double Share(string text) =>
        double.TryParse(text.AsSpan(text.IndexOf('=', StringComparison.Ordinal) + 1), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var share) && share is > 0 and <= 1
            ? share
            : throw new InputException($"--tune-threshold is '{text}'; expected a share above 0 and up to 1 behind '='");
}
