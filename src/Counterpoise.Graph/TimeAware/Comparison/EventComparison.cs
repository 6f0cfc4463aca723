using System.Diagnostics;
using Counterpoise.Classifiers;
using Counterpoise.Graph.Verdicts;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;

namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// The time-aware network beside its ablations and its cheap rivals on one split by time: two means, any classifier on the same features
/// with and without aggregates of neighbours.
/// </summary>
public static class EventComparison
{
    /// <summary>Runs every arm with every seed.</summary>
    /// <param name="graph">Events, features and relations.</param>
    /// <param name="options">Arms, seeds and shares.</param>
    /// <param name="learners">Classifiers by name; each is an arm on the features, and one with <c>+aggregates</c>.</param>
    /// <param name="progress">Told after each arm.</param>
    /// <param name="known">What is known of an arm under a seed from an earlier run, which is then not run again; null for nothing. The
    /// network of the first seed runs anyway, since decisions rest on its scores.</param>
    /// <param name="cancellationToken">Ends the work between two steps of training.</param>
    public static EventComparisonResult Run(EventGraph graph, EventComparisonOptions options, IReadOnlyDictionary<string,
        IClassifier> learners,
        IProgress<EventArmScore>? progress = null, Func<string, ulong, EventArmScore?>? known = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(learners);
        options.Validate();
        var events = graph.Events;
        var split = TimeSplit.Of(events.Labels, events.Times, options.TestShare, options.ValidationShare);
        var scores = new List<EventArmScore>();
        IReadOnlyList<EventDecision> decisions = [];
        var merged = graph.Merged();
        var aggregates = learners.Count > 0 ? graph.WithAggregates() : graph.Features;
        foreach (var seed in options.Seeds)
        {
            if (events.Roles.Count > 0)
            {
                Judge("two-mean", seed, () => TwoMeanScore.Compute(events));
            }

            foreach (var (name, learner) in learners)
            {
                Judge(name, seed, () => Learn(learner, graph.Features, events.Labels, split, seed, cancellationToken));
                Judge($"{name}+aggregates", seed, () => Learn(learner, aggregates, events.Labels, split, seed, cancellationToken));
            }

            foreach (var arm in options.Arms)
            {
                var (data, network) = Arrange(arm, graph, merged, options.Network, seed);
                var found = Judge(arm, seed, () =>
                {
                    using var model = TimeAwareTraining.Fit(data, split, network, seed, null, cancellationToken);
                    return model.Score(data, cancellationToken);
                });
                if (arm == "network" && found is not null && decisions.Count == 0)
                {
                    decisions = EventDecisions.Compute(events, split, found);
                }
            }
        }

        EventDifference[] differences = [.. scores.Select(s => s.Arm).Distinct()
            .Where(a => a != "network" && scores.Exists(s => s.Arm == "network")).Select(a => Compare(scores, a))];
        int[][] parts = [split.Train, split.Validation, split.Test];
        return new EventComparisonResult(
            Verdict(scores), [.. parts.Select(p => p.Average(i => events.Labels[i]))], [.. parts.Select(p => p.Length)], scores,
                differences, decisions);

        double[]? Judge(string arm, ulong seed, Func<double[]> run)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((arm != "network" || decisions.Count > 0) && known?.Invoke(arm, seed) is { } earlier)
            {
                scores.Add(earlier);
                progress?.Report(earlier);
                return null;
            }

            var clock = Stopwatch.StartNew();
            var all = run();
            int[] labels = Array.ConvertAll(split.Test, i => events.Labels[i]);
            double[] test = Array.ConvertAll(split.Test, i => all[i]);
            var one = new EventArmScore(
                arm, seed, Auroc.Of(labels, (ReadOnlySpan<double>)test), AveragePrecision.Of(labels, (ReadOnlySpan<double>)test),
                PrecisionAt(labels, test, 100), PrecisionAt(labels, test, 500), clock.Elapsed.TotalSeconds);
            scores.Add(one);
            progress?.Report(one);
            return all;
        }
    }

    /// <summary>Share of positives among the rows with the highest scores; ties go to the earlier row.</summary>
    /// <param name="labels">0 and 1.</param>
    /// <param name="scores">Scores.</param>
    /// <param name="count">How many rows, 1 or more; all where there are fewer.</param>
    public static double PrecisionAt(IReadOnlyList<int> labels, IReadOnlyList<double> scores, int count)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Enumerable.Range(0, labels.Count).OrderByDescending(i => scores[i]).Take(count).Average(i => labels[i]);
    }

    private static (EventGraph Graph, TimeAwareOptions Options) Arrange(string arm, EventGraph graph, EventGraph merged,
        TimeAwareOptions options, ulong seed) => arm switch
    {
        "no-time" => (graph, options with { TimeWidth = 0 }),
        "no-relations" => (merged, options),
        "no-contrast" => (graph, options with { ContrastWeight = 0 }),
        "shuffled" => (graph.Shuffled(seed), options),
        "mlp" => (graph, options with { Layers = 0, ContrastWeight = 0 }),
        "sage" => (merged, options with { Attention = false, TimeWidth = 0, ContrastWeight = 0 }),
        _ => (graph, options),
    };

    private static double[] Learn(IClassifier learner, DenseMatrix features, int[] labels, Split split, ulong seed,
        CancellationToken cancellationToken)
    {
        var fitted = learner.Fit(features.SelectRows(split.Train), Array.ConvertAll(split.Train, i => labels[i]), 2, [],
            new RandomStream(seed, "learner"), cancellationToken);
        try
        {
            var probabilities = fitted.PredictProbabilities(features);
            return [.. Enumerable.Range(0, features.Rows).Select(i => probabilities[(2 * i) + 1])];
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    private static EventDifference Compare(List<EventArmScore> scores, string arm)
    {
        double[] own = [.. scores.Where(s => s.Arm == "network").OrderBy(s => s.Seed).Select(s => s.AveragePrecision)];
        double[] other = [.. scores.Where(s => s.Arm == arm).OrderBy(s => s.Seed).Select(s => s.AveragePrecision)];
        var mean = own.Average() - other.Average();
        if (own.Length < 2)
        {
            return new EventDifference(arm, mean, double.NaN, double.NaN);
        }

        var interval = PairedTest.Interval(own, other);
        return new EventDifference(arm, mean, interval.Lower, interval.Upper);
    }

    private static string Verdict(List<EventArmScore> scores)
    {
        var values = scores.GroupBy(s => s.Arm).ToDictionary(g => g.Key,
            g => g.OrderBy(s => s.Seed).Select(s => s.AveragePrecision).ToArray());
        // A graph network is one that sends messages; the rest are cheap.
        return values.TryGetValue("network", out var own)
            ? GraphVerdict.Judge("the time-aware network", own, values.Where(v => v.Key is "two-mean" or "mlp"
                || !EventComparisonOptions.Networks.Contains(v.Key)).ToDictionary(), "average precision").Sentence
            : "The time-aware network was not among the arms.";
    }
}
