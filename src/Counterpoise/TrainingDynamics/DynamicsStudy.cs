using System.Collections.Concurrent;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;

namespace Counterpoise.TrainingDynamics;

/// <summary>
/// How a network trains under imbalance alone, overlap alone and both: interventions on balanced parts of tables, recorded trainings,
/// effects against the baseline, and names for what they do to each figure, with thresholds from runs that differ by their seeds alone.
/// </summary>
/// <remarks>
/// For each table and seed a share of the rows validates; the others are balanced so that their N1 stays, standardised, changed and trained
/// on. O(tables · seeds · (5 + 3 severities) trainings). Reference: Dapaah, Makedonski and Grabowski, arXiv:2606.24968, a plan without
/// results: interventions and kinds of patterns are theirs, thresholds and the second injection are ours.
/// </remarks>
public static class DynamicsStudy
{
    private const int NullSets = 3;

    /// <summary>Studies tables.</summary>
    /// <param name="tables">Name, n × d finite features and labels 0 or 1.</param>
    /// <param name="options">The study; null takes the defaults.</param>
    /// <param name="progress">Told of each table as it ends; or null.</param>
    /// <param name="cancellationToken">Stops between trainings.</param>
    /// <exception cref="ArgumentException">No table has enough rows, or options are wrong.</exception>
    public static DynamicsStudyResult Run(
        IReadOnlyList<(string Name, DenseMatrix Features, int[] Labels)> tables, DynamicsStudyOptions? options = null,
            IProgress<StudiedTable>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        options ??= new DynamicsStudyOptions();
        options.Validate();
        bool IsLarge(int[] labels) => Math.Min(labels.Count(l => l == 1), labels.Count(l => l == 0)) >= options.FewestRows;
        var large = tables.Where(t => IsLarge(t.Labels)).ToArray();
        if (large.Length == 0)
        {
            throw new ArgumentException($"none of {tables.Count} tables has {options.FewestRows} rows of both classes", nameof(tables));
        }

        var studied = large.Select(t =>
        {
            var table = Study(t.Name, t.Features, t.Labels, options, cancellationToken);
            progress?.Report(table);
            return table;
        }).ToArray();
        var (thresholds, share) = PatternRule.Calibrate([.. studied.SelectMany(t => t.Nulls.Values).Select(n => (n[0], n[1], n[2]))]);
        return new DynamicsStudyResult(studied, [.. tables.Where(t => !IsLarge(t.Labels)).Select(t => t.Name)], thresholds, share,
            [.. studied.SelectMany(t => t.Effects.Select(e =>
                (t.Name, e.Key, PatternRule.Name(e.Value[0], e.Value[1], e.Value[2], thresholds, t.IsFaithful(options.LargestCoupling)))))],
            new Dictionary<string, double>
            {
                ["imbalance"] = Monotone(studied, "imbalance", c => c.Imbalance),
                ["overlap"] = Monotone(studied, "overlap", c => c.N1),
            });
    }

    private static StudiedTable Study(string name, DenseMatrix features, int[] labels, DynamicsStudyOptions options,
        CancellationToken cancellationToken)
    {
        var parts = Enumerable.Range(0, options.Seeds).Select(seed => Part.Draw(features, labels, options, (ulong)seed)).ToArray();
        var plans = Plans(options).ToArray();
        var runs = new ConcurrentDictionary<(int Plan, int Seed), Trained>();
        Parallel.For(0, plans.Length * options.Seeds, new ParallelOptions { MaxDegreeOfParallelism = options.Threads,
            CancellationToken = cancellationToken },
            k => runs[(k / options.Seeds, k % options.Seeds)] =
                Train(plans[k / options.Seeds], parts[k % options.Seeds], options, (ulong)(k % options.Seeds), cancellationToken));
        Trained[] Of(int plan) => [.. Enumerable.Range(0, options.Seeds).Select(seed => runs[(plan, seed)])];
        var baseline = Of(0);
        string[] figures = [.. baseline[0].Figures.Keys];
        double[] Values(Trained[] of, string figure) => [.. of.Select(r => r.Figures.GetValueOrDefault(figure, double.NaN))];
        var conditions = plans.Select((plan, p) => Condition(plan, Of(p), parts, figures, Values)).Where((_, p) => plans[p].Kind != "null")
            .ToArray();
        int Last(string kind) => Array.FindLastIndex(plans, p => p.Kind == kind);
        var nulls = Enumerable.Range(0, plans.Length).Where(p => plans[p].Kind == "null").ToArray();
        DynamicsEffect?[] Against(string figure, IEnumerable<int> of) =>
            [.. of.Select(p => DynamicsEffect.From(Values(baseline, figure), Values(Of(p), figure)))];
        int[] highest = [Last("imbalance"), Last("overlap"), Last("joint")];
        return new StudiedTable(name, Intervention.Complexity(Scaled(features), labels), parts.Average(p => p.Gap), conditions,
            figures.ToDictionary(f => f, f => Against(f, nulls)), figures.ToDictionary(f => f, f => Against(f, highest)));
    }

    private static DynamicsCondition Condition(Plan plan, Trained[] runs, Part[] parts, string[] figures, Func<Trained[], string,
        double[]> values)
    {
        DataComplexity[] before = [.. parts.Select(p => p.Complexity)], after = [.. runs.Select(r => r.Complexity)];
        double Change(Func<DataComplexity, double> of) => after.Average(of) - before.Average(of);
        // A unit of the overlap is how far it differs between draws of the baseline, a unit of the imbalance a tenth.
        var unit = Math.Max(1e-3, Math.Sqrt(Samples.Variance([.. before.Select(c => c.N1)], 1)));
        var coupling = plan.Kind switch
        {
            "imbalance" => DataComplexity.CouplingRatio(Change(c => c.Imbalance), 0.1, Change(c => c.N1), unit),
            "overlap" => DataComplexity.CouplingRatio(Change(c => c.N1), unit, Change(c => c.Imbalance), 0.1),
            _ => double.NaN,
        };
        var mean = new DataComplexity(after.Average(c => c.Imbalance), after.Average(c => c.N1), after.Average(c => c.MinorityKdn),
            after.Average(c => c.MinorityError));
        return new DynamicsCondition(plan.Kind, plan.Severity, mean, coupling, figures.ToDictionary(f => f, f => values(runs, f)));
    }

    private static IEnumerable<Plan> Plans(DynamicsStudyOptions options)
    {
        yield return new Plan("baseline", 0, 1, 0, 0);
        for (var i = 0; i < NullSets; i++)
        {
            yield return new Plan("null", 0, 1, 0, 1 + i);
        }

        foreach (var kind in new[] { "imbalance", "overlap", "joint" })
        {
            for (var s = 0; s < options.Ratios.Length; s++)
            {
                yield return new Plan(kind, s + 1, kind == "overlap" ? 1 : options.Ratios[s],
                    kind == "imbalance" ? 0 : options.Strengths[s], 0);
            }
        }
    }

    private static Trained Train(Plan plan, Part part, DynamicsStudyOptions options, ulong seed, CancellationToken cancellationToken)
    {
        var random = new RandomStream(seed, "dynamics", (ulong)plan.NullSet);
        var x = plan.Strength > 0 ? Intervention.Overlap(part.Features, part.Labels, plan.Strength, options.Injection, random)
            : part.Features;
        int[] rows = plan.Ratio > 1 ? Intervention.Imbalance(part.Labels, plan.Ratio, random)
            : [.. Enumerable.Range(0, part.Labels.Length)];
        var (features, labels) = (x.SelectRows(rows), rows.Select(r => part.Labels[r]).ToArray());
        var record = WatchedPerceptron.Fit(features, labels, 2, (part.Validation, part.ValidationLabels), options.Network, random, 10,
            cancellationToken);
        var figures = record.Names.Select(n => (n, Summary: TrajectorySummary.From(record.Trajectory(n))))
            .ToDictionary(f => f.n, f => f.Summary?.Mean ?? double.NaN);
        return new Trained(Intervention.Complexity(features, labels), figures);
    }

    private static double Monotone(StudiedTable[] tables, string kind, Func<DataComplexity, double> measure) => tables.Select(t =>
    {
        var conditions = t.Conditions.Where(c => c.Kind == kind || c.Kind == "baseline").OrderBy(c => c.Severity).ToArray();
        return conditions.Length < 3 ? double.NaN : Spearman.Of([.. conditions.Select(c => (double)c.Severity)],
            [.. conditions.Select(c => measure(c.Complexity))]).Statistic;
    }).Where(r => !double.IsNaN(r)).DefaultIfEmpty(double.NaN).Average();

    private static DenseMatrix Scaled(DenseMatrix features) => FeatureScaling.Fit(features).Apply(features);

    private sealed record Plan(string Kind, int Severity, double Ratio, double Strength, int NullSet);

    private sealed record Trained(DataComplexity Complexity, IReadOnlyDictionary<string, double> Figures);

    /// <summary>The rows of a seed: a balanced part that trains, scaled, and rows that validate.</summary>
    private sealed record Part(DenseMatrix Features, int[] Labels, DenseMatrix Validation, int[] ValidationLabels, double Gap,
        DataComplexity Complexity)
    {
        public static Part Draw(DenseMatrix features, int[] labels, DynamicsStudyOptions options, ulong seed)
        {
            var random = new RandomStream(seed, "dynamics part");
            var split = StratifiedSplit.Of(labels, options.ValidationShare, 0, random);
            var scaling = FeatureScaling.Fit(features.SelectRows(split.Train));
            var (x, y) = (scaling.Apply(features.SelectRows(split.Train)), split.Train.Select(r => labels[r]).ToArray());
            var (rows, gap) = Intervention.Balance(x, y, options.BaselineDraws, random);
            var (part, own) = (x.SelectRows(rows), rows.Select(r => y[r]).ToArray());
            return new Part(part, own, scaling.Apply(features.SelectRows(split.Test)), [.. split.Test.Select(r => labels[r])], gap,
                Intervention.Complexity(part, own));
        }
    }
}
