using System.Diagnostics;
using Counterpoise.Classifiers;
using Counterpoise.Graph.Graphs;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Ways to treat a rare class of nodes beside classifiers on the nodes' features, with and without means over neighbours.
/// </summary>
public static class NodeComparison
{
    /// <summary>Runs every arm on every split.</summary>
    /// <param name="graph">The graph with labels.</param>
    /// <param name="splits">One or more.</param>
    /// <param name="networks">Graph networks by name.</param>
    /// <param name="learners">Classifiers by name; each is an arm on the features, and one with <c>+aggregates</c>.</param>
    /// <param name="seeds">The seed of each split; null for their numbers.</param>
    /// <param name="progress">Told after each arm.</param>
    /// <param name="known">What is known of an arm on a split from an earlier run, which is then not run again; null for nothing.</param>
    /// <param name="cancellationToken">Ends the work between two epochs.</param>
    public static IReadOnlyList<NodeArmScore> Run(GraphData graph, IReadOnlyList<Split> splits, IReadOnlyDictionary<string,
        NodeOptions> networks,
        IReadOnlyDictionary<string, IClassifier> learners, IReadOnlyList<ulong>? seeds = null, IProgress<NodeArmScore>? progress = null,
        Func<string, int, NodeArmScore?>? known = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(learners);
        var positive = graph.MinorityClass();
        int[] labels = [.. graph.RequireLabels().Codes.ToArray().Select(c => c == positive ? 1 : 0)];
        var aggregates = learners.Count > 0 ? WithAggregates(graph) : graph.Features;
        var scores = new List<NodeArmScore>();
        for (var s = 0; s < splits.Count; s++)
        {
            var (split, seed) = (splits[s], seeds?[s] ?? (ulong)s);
            foreach (var (name, learner) in learners)
            {
                Judge(name, s, () => Learn(learner, graph.Features, labels, split, seed, cancellationToken));
                Judge($"{name}+aggregates", s, () => Learn(learner, aggregates, labels, split, seed, cancellationToken));
            }

            foreach (var (name, options) in networks)
            {
                Judge(name, s, () => NodeTraining.FitAndScore(graph, split, positive, options, seed, cancellationToken));
            }

            void Judge(string arm, int number, Func<double[]> run)
            {
                if (known?.Invoke(arm, number) is { } earlier)
                {
                    scores.Add(earlier);
                    progress?.Report(earlier);
                    return;
                }

                var clock = Stopwatch.StartNew();
                var all = run();
                int[] truth = Array.ConvertAll(split.Test, i => labels[i]);
                ReadOnlySpan<double> test = Array.ConvertAll(split.Test, i => all[i]);
                scores.Add(new NodeArmScore(arm, number, Auroc.Of(truth, test), AveragePrecision.Of(truth, test),
                    clock.Elapsed.TotalSeconds));
                progress?.Report(scores[^1]);
            }
        }

        return scores;
    }

    /// <summary>Features beside, for each relation, the number of neighbours and the mean of their features.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>[n, F + R (F + 1)].</returns>
    public static DenseMatrix WithAggregates(GraphData graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var f = graph.Features.Columns;
        var result = new DenseMatrix(graph.NodeCount, f + (graph.Relations.Count * (f + 1)));
        for (var r = 0; r < graph.Relations.Count; r++)
        {
            var csr = Csr.Incoming(graph.Relations[r], graph.NodeCount);
            var at = f + (r * (f + 1));
            for (var n = 0; n < graph.NodeCount; n++)
            {
                var row = result.Row(n);
                graph.Features.Row(n).CopyTo(row);
                row[at] = csr.Degree(n);
                foreach (var neighbor in csr.Of(n))
                {
                    var other = graph.Features.Row(neighbor);
                    for (var c = 0; c < f; c++)
                    {
                        row[at + 1 + c] += other[c] / csr.Degree(n);
                    }
                }
            }
        }

        return result;
    }

    private static double[] Learn(IClassifier learner, DenseMatrix features, int[] labels, Split split, ulong seed,
        CancellationToken cancellationToken)
    {
        var fitted = learner.Fit(features.SelectRows(split.Train), Array.ConvertAll(split.Train, i => labels[i]), 2, [],
            new RandomStream(seed, "learner"), cancellationToken);
        var probabilities = fitted.PredictProbabilities(features);
        (fitted as IDisposable)?.Dispose();
        return [.. Enumerable.Range(0, features.Rows).Select(i => probabilities[(2 * i) + 1])];
    }
}
