using System.Globalization;
using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Comparisons;

/// <summary>
/// Trains the arms of a comparison, each training once: arms that only decide otherwise share theirs, and in a folder the rounds before
/// arms begin to differ are trained once for all of them.
/// </summary>
internal sealed class ArmTrainings
{
    private const char Separator = '/';

    private readonly IReadOnlyList<FederatedArm> _arms;
    private readonly FederatedArm[][] _groups;
    private readonly Func<ulong, FederatedSetup> _setup;
    private readonly int _evaluateEvery;
    private readonly int _workers;
    private readonly string? _folder;
    private readonly FederatedEngine _engine;
    private readonly IProgress<FederatedProgress>? _progress;
    private int _done;
    private int _total;

    internal ArmTrainings(IReadOnlyList<FederatedArm> arms, Func<ulong, FederatedSetup> setup, int evaluateEvery, int workers,
        string? folder, FederatedEngine engine, IProgress<FederatedProgress>? progress, int seeds)
    {
        (_arms, _setup, _evaluateEvery, _workers, _folder, _engine, _progress) =
            (arms, setup, evaluateEvery, workers, folder, engine, progress);
        _groups = [.. arms.GroupBy(arm => (arm.Method, arm.Options with { SharesCounts = false })).Select(group => group.ToArray())];
        _total = seeds * (_groups.Sum(group => group[0].Options.Rounds - Shared(group)) + Stems().Sum(stem => stem.Rounds));
    }

    /// <summary>Every arm under a seed, in the order of the arms.</summary>
    internal async Task<IEnumerable<FederatedArmRun>> RunAsync(ulong seed, CancellationToken cancellationToken)
    {
        var shared = _setup(seed);
        foreach (var (family, rounds) in Stems())
        {
            var training = Training(family, family[0].Options.Before(rounds), shared, seed,
                cancellationToken) with { Folder = StemFolder(family[0], rounds, seed) };
            await RunAsync(family, training, 0, seed, cancellationToken).ConfigureAwait(false);
        }

        var runs = new List<FederatedArmRun>();
        foreach (var group in _groups)
        {
            var training = Training(group, group[0].Options, shared, seed,
                cancellationToken) with { Folder = FolderOf(group[0].Name, seed) };
            var stem = Shared(group);
            if (stem > 0)
            {
                FederatedServer.Branch(StemFolder(group[0], stem, seed)!, training.Folder!, training.Method, training.Options);
            }

            var result = await RunAsync(group, training, stem, seed, cancellationToken).ConfigureAwait(false);
            runs.AddRange(group.Select(arm => new FederatedArmRun(arm.Name, seed,
                [.. result.Rounds.Select(round => round with { Metrics = Own(round.Metrics, arm) })])));
        }

        return _arms.Select(arm => runs.Single(run => run.Arm == arm.Name));
    }

    private async Task<FederatedResult> RunAsync(FederatedArm[] arms, FederatedTraining training, int known, ulong seed,
        CancellationToken cancellationToken)
    {
        var names = string.Join(", ", arms.Select(arm => arm.Name));
        var first = training.Options.Rounds;
        var result = await _engine(training, new Watch(Tell), cancellationToken).ConfigureAwait(false);
        _total -= first == training.Options.Rounds ? first - known : 0;
        return result;

        void Tell(RoundResult round)
        {
            if (round.Round < first)
            {
                // Rounds of an earlier session are known by the first that is new.
                first = round.Round;
                _total -= first - known;
            }

            _progress?.Report(new FederatedProgress(names, seed, round, ++_done, _total));
        }
    }

    /// <summary>The arms of one method that have rounds in common, with how many; none without a folder.</summary>
    private IEnumerable<(FederatedArm[] Family, int Rounds)> Stems() => _folder is null ? [] : _groups
        .GroupBy(group => (group[0].Method, Plain(group[0].Options)))
        .Where(family => family.Count() > 1)
        .Select(family => (family.SelectMany(group => group).ToArray(), family.Min(group => group[0].Options.FirstChange)))
        .Where(stem => stem.Item2 > 0);

    private int Shared(FederatedArm[] group) => Stems().FirstOrDefault(stem => stem.Family.Contains(group[0])).Rounds;

    private static FederatedOptions Plain(FederatedOptions options) =>
        (options with { SharesCounts = false, RateDropRound = null, Relabel = RelabelKind.None }).Before(options.Rounds);

    private FederatedTraining Training(FederatedArm[] arms, FederatedOptions options, FederatedSetup shared, ulong seed,
        CancellationToken cancellationToken)
    {
        var method = FederatedMethods.Create(arms[0].Method);
        options = options with { Seed = seed, SharesCounts = SharesCounts(arms) };
        double[] strengths = [.. arms.Select(arm => arm.AdjustStrength).Distinct()];
        var last = arms[0].Options.Rounds - 1;
        return new FederatedTraining(shared.Clients, shared.Create, method, options) { Workers = _workers, Evaluate = Judge };

        IReadOnlyDictionary<string, double>? Judge(JudgedRound round) => round.Round % _evaluateEvery != _evaluateEvery - 1
            && round.Round != last ? null
            : strengths.SelectMany(strength => shared.Evaluator.Evaluate(round.Network, method, strength, round.SharedCounts,
                cancellationToken).Select(metric => (Key: Key(strength) + metric.Key, metric.Value)))
                .ToDictionary(metric => metric.Key, metric => metric.Value);
    }

    /// <summary>
    /// All arms of a family tell their counts where one needs them, so that the rounds in common have one set of options.
    /// </summary>
    private bool SharesCounts(FederatedArm[] arms)
    {
        var family = Shared(arms) > 0 ? Stems().First(stem => stem.Family.Contains(arms[0])).Family : arms;
        return family.Any(arm => arm.Options.SharesCounts || arm.AdjustStrength != 0);
    }

    private string? FolderOf(string name, ulong seed) => _folder is null ? null
        : Path.Combine(_folder, FormattableString.Invariant($"seed-{seed}"), Uri.EscapeDataString(name));

    private string? StemFolder(FederatedArm arm, int rounds, ulong seed) =>
        FolderOf(FormattableString.Invariant($"{arm.Method} before round {rounds + 1}"), seed);

    private static string Key(double strength) => strength.ToString("R", CultureInfo.InvariantCulture) + Separator;

    private static Dictionary<string, double> Own(IReadOnlyDictionary<string, double> metrics, FederatedArm arm) =>
        metrics.Where(metric => metric.Key.StartsWith(Key(arm.AdjustStrength), StringComparison.Ordinal))
            .ToDictionary(metric => metric.Key[Key(arm.AdjustStrength).Length..], metric => metric.Value);

    private sealed class Watch(Action<RoundResult> watch) : IProgress<RoundResult>
    {
        public void Report(RoundResult value) => watch(value);
    }
}
