using Counterpoise.Comparisons;
using Counterpoise.Federated.Rounds;
using Counterpoise.Metrics;

namespace Counterpoise.Federated.Comparisons;

/// <summary>Federations side by side: the same partition, the same initial weights and the same batches under each seed.</summary>
/// <param name="Arms">The arms, as given.</param>
/// <param name="Runs">Every arm under every seed, seed by seed.</param>
public sealed record FederatedComparison(IReadOnlyList<FederatedArm> Arms, IReadOnlyList<FederatedArmRun> Runs)
{
    private const string Scenario = "federation";

    /// <summary>The metrics of federations beside the standard ones; see <see cref="Evaluation.FederatedEvaluator"/>.</summary>
    public static IReadOnlyList<MetricDescription> OwnMetrics { get; } =
    [
        Own("head_accuracy", "accuracy on the most frequent third of the classes"),
            Own("middle_accuracy", "accuracy on the middle third of the classes"),
        Own("tail_accuracy", "accuracy on the rarest third of the classes"), Own("worst_client_accuracy", "accuracy of the worst client"),
        Own("mean_client_accuracy", "mean accuracy of the clients"),
    ];

    /// <summary>Trains every arm under every seed.</summary>
    /// <param name="arms">The arms; names are unique.</param>
    /// <param name="seeds">The seeds, at least one.</param>
    /// <param name="setup">Makes what the arms share under a seed; it is not called for a seed again.</param>
    /// <param name="evaluateEvery">Rounds between judgements, at least 1; the last round is always judged.</param>
    /// <param name="workers">Clients that train at a time.</param>
    /// <param name="folder">Where runs are kept and gone on from; null keeps nothing.</param>
    /// <param name="engine">What trains each federation; null for <see cref="FederatedSimulation"/>.</param>
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
        FederatedEngine? engine = null,
        IProgress<FederatedProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arms);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluateEvery, 1);
        if (arms.Count == 0 || seeds.Count == 0 || arms.DistinctBy(arm => arm.Name).Count() < arms.Count)
        {
            throw new ArgumentException(
                $"{arms.Count} arms and {seeds.Count} seeds: expected at least one of each, and arms of different names", nameof(arms));
        }

        var trainings = new ArmTrainings(arms, setup, evaluateEvery, workers, folder, engine ?? FederatedSimulation.RunAsync, progress,
            seeds.Count);
        var runs = new List<FederatedArmRun>();
        foreach (var seed in seeds)
        {
            runs.AddRange(await trainings.RunAsync(seed, cancellationToken).ConfigureAwait(false));
        }

        return new FederatedComparison(arms, runs);
    }

    /// <summary>One arm against others, paired over seeds, by the rule of all comparisons of this toolkit.</summary>
    /// <param name="arm">The arm's name.</param>
    /// <param name="controls">The others, at least one.</param>
    /// <param name="metric">A metric that all their runs have; higher is better.</param>
    /// <returns>The arm less each control, in the order given; Holm's correction runs over them.</returns>
    /// <exception cref="ArgumentException">There is no such arm or metric.</exception>
    public IReadOnlyList<PairedDifference> Differences(string arm, IReadOnlyList<string> controls, string metric)
    {
        ArgumentNullException.ThrowIfNull(controls);
        foreach (var name in (string[])[arm, .. controls])
        {
            _ = Values(name, metric);
        }

        var all = ToComparison("", arm, metric);
        return PairedDifference.Correct([.. controls.Select(control => ComparisonAnalysis.Differences(
            all with { Methods = [.. all.Methods.Where(m => m.Name == control), .. all.Methods.Where(m => m.Name == arm)],
            Baseline = control }, [metric])[0])]);
    }

    /// <summary>The runs as a comparison like those of images and tables, with the metrics after the last round.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="candidate">The arm in question; null for none.</param>
    /// <param name="metric">The metric that the verdict is about.</param>
    public Comparison ToComparison(string title, string? candidate = null, string metric = "tail_accuracy") => new()
    {
        Title = title,
        Created = DateOnly.FromDateTime(DateTime.Today),
        Pairing = Pairing.Runs,
        OwnMetrics = OwnMetrics,
        Scenarios = [new ComparisonScenario { Name = Scenario }],
        Methods = [.. Runs.Select(run => run.Arm).Distinct()
            .Select(arm => new ComparisonMethod { Name = arm, IsControl = candidate is not null && arm != candidate })],
        Candidate = candidate,
        PrimaryMetric = metric,
        Seeds = [.. Runs.Select(run => (long)run.Seed).Distinct()],
        Cells = [.. Runs.Select(run => new ComparisonCell
        {
            Scenario = Scenario,
            Method = run.Arm,
            Seed = (long)run.Seed,
            ConfigHash = ConfigHash.Of([new("arm", run.Arm), new("seed", FormattableString.Invariant($"{run.Seed}"))]),
            Metrics = run.Final,
            Seconds = run.Rounds.Sum(round => round.Seconds),
        })],
    };

    /// <summary>Final values of a metric of an arm, seed by seed.</summary>
    /// <param name="arm">The arm's name.</param>
    /// <param name="metric">The metric's name.</param>
    /// <exception cref="ArgumentException">There is no such arm or metric.</exception>
    public double[] Values(string arm, string metric)
    {
        var runs = Runs.Where(run => run.Arm == arm).ToArray();
        return runs.Length > 0 && runs.All(run => run.Final.ContainsKey(metric))
            ? Array.ConvertAll(runs, run => run.Final[metric])
            : throw new ArgumentException(
                $"no arm '{arm}' with a metric '{metric}'; arms are {string.Join(", ", Arms.Select(a => a.Name))}", nameof(arm));
    }

    private static MetricDescription Own(string name, string label) => new() { Name = name, Label = label, Low = 0, High = 1 };
}
