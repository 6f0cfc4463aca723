using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Statistics;

namespace Counterpoise.Federated.Comparisons;

/// <summary>Federations side by side: the same partition, the same initial weights and the same batches under each seed.</summary>
/// <param name="Arms">The arms, as given.</param>
/// <param name="Runs">Every arm under every seed, seed by seed.</param>
public sealed record FederatedComparison(IReadOnlyList<FederatedArm> Arms, IReadOnlyList<FederatedArmRun> Runs)
{
    private const char Separator = '/';

    /// <summary>Trains every arm under every seed.</summary>
    /// <param name="arms">The arms; names are unique.</param>
    /// <param name="seeds">The seeds, at least one.</param>
    /// <param name="setup">Makes what the arms share under a seed; it is not called for a seed again.</param>
    /// <param name="evaluateEvery">Rounds between judgements, at least 1; the last round is always judged.</param>
    /// <param name="workers">Clients that train at a time.</param>
    /// <param name="folder">Where runs are kept and gone on from; null keeps nothing.</param>
    /// <param name="progress">Receives what happened after every round of every training.</param>
    /// <param name="cancellationToken">Stops; with a folder, what is done is kept.</param>
    /// <exception cref="ArgumentException">There are no arms or seeds, or two arms have one name.</exception>
    public static async Task<FederatedComparison> RunAsync(
        IReadOnlyList<FederatedArm> arms,
        IReadOnlyList<ulong> seeds,
        Func<ulong, FederatedSetup> setup,
        int evaluateEvery = 5,
        int workers = 1,
        string? folder = null,
        IProgress<FederatedProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arms);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluateEvery, 1);
        if (arms.Count == 0 || seeds.Count == 0 || arms.DistinctBy(arm => arm.Name).Count() < arms.Count)
        {
            throw new ArgumentException($"{arms.Count} arms and {seeds.Count} seeds: expected at least one of each, and arms of different names", nameof(arms));
        }

        var runs = new List<FederatedArmRun>();
        var groups = arms.GroupBy(arm => (arm.Method, arm.Options)).Select(group => group.ToArray()).ToArray();
        var (done, total) = (0, seeds.Count * groups.Sum(group => group[0].Options.Rounds));
        foreach (var seed in seeds)
        {
            var shared = setup(seed);
            var ofSeed = new List<FederatedArmRun>();
            foreach (var group in groups)
            {
                var method = FederatedMethods.Create(group[0].Method);
                var options = group[0].Options with { Seed = seed };
                var report = new Watch(round => progress?.Report(new FederatedProgress(string.Join(", ", group.Select(arm => arm.Name)), seed, round, ++done, total)));
                var place = folder is null ? null : Path.Combine(folder, FormattableString.Invariant($"seed-{seed}"), Uri.EscapeDataString(group[0].Name));
                var result = await FederatedSimulation.RunAsync(shared.Clients, shared.Create, method, options, Judge, workers, place, report, cancellationToken).ConfigureAwait(false);
                ofSeed.AddRange(group.Select(arm => new FederatedArmRun(arm.Name, seed, [.. result.Rounds.Select(round => round with { Metrics = Own(round.Metrics, arm.Name) })])));

                IReadOnlyDictionary<string, double>? Judge(int round, Learning.Models.EmbeddingClassifier network) =>
                    round % evaluateEvery != evaluateEvery - 1 && round != options.Rounds - 1 ? null
                    : group.SelectMany(arm => shared.Evaluator.Evaluate(network, method, arm.AdjustStrength, cancellationToken).Select(metric => (Key: arm.Name + Separator + metric.Key, metric.Value)))
                        .ToDictionary(metric => metric.Key, metric => metric.Value);
            }

            runs.AddRange(arms.Select(arm => ofSeed.Single(run => run.Arm == arm.Name)));
        }

        return new FederatedComparison(arms, runs);
    }

    /// <summary>One arm against another, paired over seeds.</summary>
    /// <param name="arm">The arm's name.</param>
    /// <param name="control">The other's name.</param>
    /// <param name="metric">A metric that all their runs have; higher is better.</param>
    /// <exception cref="ArgumentException">There is no such arm or metric.</exception>
    public FederatedDifference Difference(string arm, string control, string metric)
    {
        double[] first = Values(arm, metric), second = Values(control, metric);
        return new FederatedDifference(arm, control, metric, first.Zip(second, (a, b) => a - b).Average(), first.Length < 2 ? null : PairedTest.Interval(first, second), first.Length);
    }

    /// <summary>Final values of a metric of an arm, seed by seed.</summary>
    /// <param name="arm">The arm's name.</param>
    /// <param name="metric">The metric's name.</param>
    /// <exception cref="ArgumentException">There is no such arm or metric.</exception>
    public double[] Values(string arm, string metric)
    {
        var runs = Runs.Where(run => run.Arm == arm).ToArray();
        return runs.Length > 0 && runs.All(run => run.Final.ContainsKey(metric))
            ? Array.ConvertAll(runs, run => run.Final[metric])
            : throw new ArgumentException($"no arm '{arm}' with a metric '{metric}'; arms are {string.Join(", ", Arms.Select(a => a.Name))}", nameof(arm));
    }

    private static Dictionary<string, double> Own(IReadOnlyDictionary<string, double> metrics, string arm) =>
        metrics.Where(metric => metric.Key.StartsWith(arm + Separator, StringComparison.Ordinal) && metric.Key.LastIndexOf(Separator) == arm.Length)
            .ToDictionary(metric => metric.Key[(arm.Length + 1)..], metric => metric.Value);

    private sealed class Watch(Action<RoundResult> watch) : IProgress<RoundResult>
    {
        public void Report(RoundResult value) => watch(value);
    }
}
