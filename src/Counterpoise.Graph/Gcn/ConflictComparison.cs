using Counterpoise.Classifiers;
using Counterpoise.Graph.Generators;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// Conflict networks beside the rule engine and classifiers on flat features and on pairs of apps, on networks that training has not seen.
/// </summary>
public static class ConflictComparison
{
    /// <summary>Runs every arm on one draw of data.</summary>
    /// <param name="data">Networks and windows.</param>
    /// <param name="split">Rows of windows.</param>
    /// <param name="networks">Networks by name.</param>
    /// <param name="flat">Classifiers by name, fitted to flattened windows.</param>
    /// <param name="pairs">Classifiers by name, fitted to pairs of apps.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellationToken">Ends the work between two steps.</param>
    public static IReadOnlyList<ConflictArmScore> Run(ConflictData data, Split split, IReadOnlyDictionary<string, ConflictOptions> networks,
        IReadOnlyDictionary<string, IClassifier> flat, IReadOnlyDictionary<string, IClassifier> pairs, ulong seed,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(flat);
        ArgumentNullException.ThrowIfNull(pairs);
        ConflictWindow[] test = [.. split.Test.Select(i => data.Windows[i])];
        var scores = new List<ConflictArmScore>
        {
            Judge("rules", seed, test, [.. test.Select(w => ConflictRules.Judge(data.Networks[w.Topology], w))]),
            Judge("random cause", seed, test, RandomCauses(test, seed)),
        };
        foreach (var (name, options) in networks)
        {
            using var model = ConflictTraining.Fit(data, split, options, seed, cancellationToken);
            scores.Add(Judge(name, seed, test, model.Judge(test)));
        }

        var (flattened, paired) = (flat.Count > 0 ? ConflictFeatures.Flat(data) : null,
            pairs.Count > 0 ? ConflictFeatures.Pairs(data) : null);
        scores.AddRange(flat.Select(c => Judge(c.Key, seed, test, Learn(c.Value, flattened!, data, split, seed, cancellationToken))));
        scores.AddRange(pairs.Select(c => Judge(c.Key, seed, test, Learn(c.Value, paired!, data, split, seed, cancellationToken))));
        return scores;
    }

    /// <summary>A split by network: test networks are unseen.</summary>
    /// <param name="data">Networks and windows.</param>
    /// <param name="testShare">Share of test networks.</param>
    /// <param name="validationShare">Share of validation networks.</param>
    /// <param name="seed">The seed; the stream is named <c>topology-split</c>.</param>
    public static Split ByTopology(ConflictData data, double testShare, double validationShare, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = [.. data.Windows.Select(w => w.Types == ConflictTypes.None ? 0 : 1)];
        return GroupSplit.Of(labels, [.. data.Windows.Select(w => w.Topology)], testShare, validationShare,
            new RandomStream(seed, "topology-split"));
    }

    /// <summary>F1 of class 1; 1 where there is none and none is said.</summary>
    /// <param name="labels">0 and 1.</param>
    /// <param name="predicted">0 and 1.</param>
    public static double F1(IReadOnlyList<int> labels, IReadOnlyList<int> predicted)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(predicted);
        int hit = 0, said = 0, there = 0;
        for (var i = 0; i < labels.Count; i++)
        {
            hit += labels[i] & predicted[i];
            said += predicted[i];
            there += labels[i];
        }

        return said + there == 0 ? 1 : 2.0 * hit / (said + there);
    }

    private static ConflictArmScore Judge(string arm, ulong seed, ConflictWindow[] windows, ConflictFinding[] findings)
    {
        double[] f1 = [.. Enumerable.Range(0, 3).Select(t => F1([.. windows.Select(w => ((int)w.Types >> t) & 1)],
            [.. findings.Select(f => ((int)f.Types >> t) & 1)]))];
        int[] classes = [.. windows.Select(w => ConflictPriority.ClassOf(w.Types))],
            said = [.. findings.Select(f => ConflictPriority.ClassOf(f.Types))];
        var four = Enumerable.Range(0, ConflictPriority.Names.Count)
            .Average(c => F1([.. classes.Select(one => one == c ? 1 : 0)], [.. said.Select(one => one == c ? 1 : 0)]));
        int[] conflicts = [.. Enumerable.Range(0, windows.Length).Where(i => windows[i].Types != ConflictTypes.None)];
        var named = findings.Any(f => f.Cause >= 0) && conflicts.Length > 0;
        return new ConflictArmScore(arm, seed, f1[0], f1[1], f1[2], four, named
            ? conflicts.Average(i => findings[i].Cause >= 0 && windows[i].Causes[findings[i].Cause] ? 1.0 : 0) : double.NaN);
    }

    private static ConflictFinding[] RandomCauses(ConflictWindow[] windows, ulong seed)
    {
        var random = new RandomStream(seed, "random-cause");
        return [.. windows.Select(w =>
        {
            int[] active = [.. w.Changes.Select(c => c.App).Distinct()];
            return new ConflictFinding(ConflictTypes.None, active.Length == 0 ? -1 : active[random.NextInteger(active.Length)]);
        })];
    }

    private static ConflictFinding[] Learn(IClassifier learner, DenseMatrix features, ConflictData data, Split split, ulong seed,
        CancellationToken cancellationToken)
    {
        var types = new int[split.Test.Length];
        for (var t = 0; t < 3; t++)
        {
            int[] labels = [.. data.Windows.Select(w => ((int)w.Types >> t) & 1)];
            int[] training = Array.ConvertAll(split.Train, i => labels[i]);
            if (!training.Contains(1))
            {
                continue;
            }

            var fitted = learner.Fit(features.SelectRows(split.Train), training, 2, [], new RandomStream(seed, "learner", (ulong)t),
                cancellationToken);
            double[] validation = Positive(fitted, split.Validation), test = Positive(fitted, split.Test);
            (fitted as IDisposable)?.Dispose();
            var threshold = ConflictTraining.BestThreshold(Array.ConvertAll(split.Validation, i => labels[i]), validation);
            for (var i = 0; i < types.Length; i++)
            {
                types[i] |= test[i] >= threshold ? 1 << t : 0;
            }
        }

        return Array.ConvertAll(types, t => new ConflictFinding((ConflictTypes)t, -1));

        double[] Positive(IFittedClassifier fitted, int[] rows)
        {
            var probabilities = fitted.PredictProbabilities(features.SelectRows(rows));
            return [.. Enumerable.Range(0, rows.Length).Select(i => probabilities[(2 * i) + 1])];
        }
    }
}
