using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Experiments;

/// <summary>
/// What would transfer have been worth, on groups whose records are many? Each group in turn is the target: a few of its structures
/// are drawn, every arm fits them with the other groups as sources, and is scored on the target's other structures, those around
/// the median among them.
/// </summary>
public static class TransferExperiment
{
    /// <summary>Runs the experiment.</summary>
    /// <param name="groups">Groups with many records each, at least 2, each with failures and survivals.</param>
    /// <param name="closest">For each group the name of the source that direct transfer takes and priors are centred on, or null for the
    /// mean of all.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="arms">The arms, direct transfer and target-only among them, or null for <see cref="TransferArm.Defaults"/>.</param>
    /// <param name="progress">Told the number of draws done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 groups, an arm is missing, or a group has too few records.</exception>
    public static TransferExperimentReport Run(
        IReadOnlyList<FragilityRecords> groups, Func<FragilityRecords, string?> closest, TransferExperimentOptions? options = null,
            IReadOnlyList<TransferArm>? arms = null,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(closest);
        options ??= new TransferExperimentOptions();
        options.Validate();
        arms ??= TransferArm.Defaults;
        Require(groups, options, arms);
        var sources = groups.Select(g => FragilitySource.FromRecords(g, arms[0].Options.Form)).ToArray();
        var cells = new DrawResult[groups.Count * options.Draws];
        var done = 0;
        Parallel.For(0, cells.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads,
            CancellationToken = cancellationToken }, i =>
        {
            cells[i] = Draw(groups, sources, closest, i / options.Draws, i % options.Draws, options, arms, cancellationToken);
            progress?.Report(Interlocked.Increment(ref done));
        });
        var scores = groups.SelectMany((g, t) => Scores(g.Name, cells.AsSpan(t * options.Draws, options.Draws).ToArray(), arms))
            .Concat(Scores("", cells, arms)).ToArray();
        return new TransferExperimentReport(options, [.. groups.Select(g => g.Name)], [.. arms.Select(a => a.Name)], scores,
            cells.Average(c => c.OneOutcome ? 1.0 : 0));
    }

    private static DrawResult Draw(
        IReadOnlyList<FragilityRecords> groups, FragilitySource[] sources, Func<FragilityRecords, string?> closest, int target, int draw,
            TransferExperimentOptions options,
        IReadOnlyList<TransferArm> arms, CancellationToken cancellationToken)
    {
        var group = groups[target];
        var (seen, heldOut) = Scarce(group, options, new RandomStream(options.Seed, "scarce", (ulong)target, (ulong)draw));
        var whole = sources[target].Curve;
        var near = heldOut.Select([.. Enumerable.Range(0, heldOut.Count)
            .Where(i => whole.Probability(heldOut.Intensities[i]) is > 0.05 and < 0.95)]);
        var problem = new TransferProblem(seen, [.. sources.Where((_, i) => i != target)], closest(group));
        var result = new DrawResult(seen.FailureCount == 0 || seen.FailureCount == seen.TrialCount, new double[arms.Count],
            new double[arms.Count]);
        for (var a = 0; a < arms.Count; a++)
        {
            try
            {
                var seeded = arms[a].Options with { Seed = options.Seed + (ulong)((target * options.Draws) + draw) };
                var curve = arms[a].Strategy.Fit(problem, seeded, cancellationToken).Curve;
                (result.Excess[a], result.Near[a]) = (Excess(curve, whole, heldOut), Excess(curve, whole, near));
            }
            catch (StrategyRefusedException)
            {
                (result.Excess[a], result.Near[a]) = (double.NaN, double.NaN);
            }
        }

        return result;
    }

    private static double Excess(IFragilityCurve curve, IFragilityCurve whole, FragilityRecords records) =>
        records.Count == 0 ? double.NaN : (CurveScore.LogLoss(curve, records) - CurveScore.LogLoss(whole, records)) / records.TrialCount;

    /// <summary>A few structures of a few records, and all the others.</summary>
    private static (FragilityRecords Seen, FragilityRecords HeldOut) Scarce(FragilityRecords group, TransferExperimentOptions options,
        RandomStream random)
    {
        int[] chosen = random.Permutation(group.Count)[..options.Stripes];
        int[] trials = new int[group.Count], failures = new int[group.Count];
        foreach (var i in chosen)
        {
            int left = group.Trials[i], failing = group.Failures[i];
            for (; trials[i] < options.PerStripe && left > 0; left--)
            {
                var fails = random.NextInteger(left) < failing;
                trials[i]++;
                if (!fails) continue;
                failures[i]++;
                failing--;
            }
        }

        FragilityRecords Make(int[] places, Func<int, int> exposed, Func<int, int> failed) =>
            new(group.Name, Array.ConvertAll(places, i => group.Intensities[i]), Array.ConvertAll(places, i => exposed(i)),
                Array.ConvertAll(places, i => failed(i)));
        int[] rest = [.. Enumerable.Range(0, group.Count).Where(i => group.Trials[i] > trials[i])];
        return (Make(chosen, i => trials[i], i => failures[i]),
            Make(rest, i => group.Trials[i] - trials[i], i => group.Failures[i] - failures[i]));
    }

    private static IEnumerable<ArmScore> Scores(string target, DrawResult[] draws, IReadOnlyList<TransferArm> arms)
    {
        int Place(string name) => arms.Select(a => a.Name).ToList().IndexOf(name);
        var (direct, alone, firth) = (Place(TransferArm.Direct), Place(TransferArm.TargetOnly), Place(TransferArm.TargetFirth));
        return arms.Select((arm, a) => new ArmScore(target, arm.Name, Mean(draws.Select(d => d.Excess[a])),
            Mean(draws.Select(d => d.Near[a])),
            Better(draws, direct, a), Better(draws, alone, a), firth < 0 ? null : Better(draws, firth, a),
            draws.Count(d => double.IsNaN(d.Excess[a]))));
    }

    private static double Mean(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();

    private static Interval? Better(DrawResult[] draws, int than, int arm)
    {
        var pairs = draws.Where(d => !double.IsNaN(d.Excess[than]) && !double.IsNaN(d.Excess[arm])).ToArray();
        return pairs.Length < 2 || than == arm ? null : PairedTest.Interval([.. pairs.Select(d => d.Excess[than])],
            [.. pairs.Select(d => d.Excess[arm])]);
    }

    private static void Require(IReadOnlyList<FragilityRecords> groups, TransferExperimentOptions options, IReadOnlyList<TransferArm> arms)
    {
        if (groups.Count < 2) throw new ArgumentException($"found {groups.Count} groups; expected at least 2, a target and a source",
            nameof(groups));
        foreach (var name in new[] { TransferArm.Direct, TransferArm.TargetOnly })
        {
            if (arms.All(a => a.Name != name))
                throw new ArgumentException(
                    $"the arm '{name}' is missing: it is what the others are compared with", nameof(arms));
        }

        if (groups.FirstOrDefault(g => g.Count <= options.Stripes) is { } few)
            throw new ArgumentException(
                $"{few.Name} has {few.Count} records; expected more than the {options.Stripes} that the target sees", nameof(groups));
        if (groups.FirstOrDefault(g => g.FailureCount == 0 || g.FailureCount == g.TrialCount) is { } one)
            throw new ArgumentException(
                $"{one.Name} has {one.FailureCount} failures of {one.TrialCount}; expected some and not all: its whole curve is what "
                    + $"targets are scored against", nameof(groups));
    }

    private sealed record DrawResult(bool OneOutcome, double[] Excess, double[] Near);
}
