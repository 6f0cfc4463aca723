using System.Diagnostics;
using Counterpoise.Comparisons;
using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Rounds;
using Counterpoise.Files;
using Counterpoise.Reports.Federated;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Federated;

/// <summary>Trains federations side by side, judges them, and writes report and results.</summary>
public static class FederatedComparing
{
    private const string Relabelled = "+fedrela", Moved = "+random";

    /// <summary>Runs the comparison; finished rounds in the folder are not trained again.</summary>
    /// <param name="options">Data, clients, methods, seeds.</param>
    /// <param name="engine">What trains each federation; null for the simulation in this process.</param>
    /// <param name="events">Told what people should know, and each round; null for nobody.</param>
    /// <param name="cancellationToken">Stops; finished rounds are kept.</param>
    /// <exception cref="InputException">Data or options cannot be used.</exception>
    public static async Task<FederatedComparingResult> RunAsync(
        FederatedComparingOptions options, FederatedEngine? engine = null, IProgress<WorkflowEvent>? events = null,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RequireMetric(options.Metric);
        var arms = Arms(options);
        var judged = Judged(options, arms);
        var folder = Path.GetFullPath(options.Folder);
        using var dealing = new FederatedDealing(options.Data, options.Baselines, events, cancellationToken);
        var watch = new Watch(options.Training.Rounds, events);
        var comparison = await FederatedComparison.RunAsync(
            arms, options.Seeds, Deal, options.EvaluateEvery, options.Workers > 0 ? options.Workers : Environment.ProcessorCount,
                Path.Combine(folder, "runs"), engine, watch, cancellationToken).ConfigureAwait(false);
        comparison = comparison with { Runs = [.. comparison.Runs, .. dealing.Dealt.SelectMany(BaselineRuns)] };
        FederatedVerdict[] verdicts = [.. judged.Select(pair =>
            FederatedVerdict.Judge(comparison, pair.Candidate, pair.Controls, options.Metric))];
        var summary = FederatedSummaries.Build(options, dealing, comparison, verdicts);
        Directory.CreateDirectory(folder);
        FederatedReport.Write(summary, Path.Combine(folder, "report.html"));
        comparison.ToComparison(summary.Title, judged.FirstOrDefault().Candidate, options.Metric)
            .Save(Path.Combine(folder, "comparison.json"));
        return new FederatedComparingResult(comparison, verdicts, summary, folder);

        FederatedSetup Deal(ulong seed)
        {
            var setup = dealing.Deal(seed);
            RequireSameData(Path.Combine(folder, "runs", FormattableString.Invariant($"seed-{seed}")), dealing.Dealt[^1].Fingerprint);
            return setup;
        }

        IEnumerable<FederatedArmRun> BaselineRuns(DealtClients dealt) => dealt.Baselines.Select(baseline => new FederatedArmRun(
            baseline.Key, dealt.Seed, [new RoundResult(options.Training.Rounds - 1, [], new Dictionary<string, string>(), 0, 0, 0, [],
                baseline.Value, 0)]));
    }

    /// <summary>The arms that options name.</summary>
    /// <exception cref="InputException">A name is none, or stands twice.</exception>
    public static IReadOnlyList<FederatedArm> Arms(FederatedComparingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            FederatedArm[] arms = [.. options.Methods.SelectMany(name => name == "proof" ? FederatedArm.RelabellingProof(options.Training)
                : [FederatedArm.Parse(name, options.Training)])];
            foreach (var arm in arms)
            {
                arm.Options.Validate();
            }

            return arms.GroupBy(arm => arm.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var name }
                ? throw new InputException($"the arm '{name}' is named twice: expected each once")
                : arms;
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputFault.Text(fault));
        }
    }

    /// <summary>Each arm that is judged, with what it must beat; the one in question first.</summary>
    private static (string Candidate, IReadOnlyList<string> Controls)[] Judged(FederatedComparingOptions options,
        IReadOnlyList<FederatedArm> arms)
    {
        string[] names = [.. arms.Select(arm => arm.Name)];
        foreach (var name in options.Controls.Append(options.Candidate).OfType<string>().Where(name => !names.Contains(name)))
        {
            throw new InputException($"'{name}' is none of the arms {string.Join(", ", names)}: name it among the methods too");
        }

        if (names.Length == 1)
        {
            return [];
        }

        string[] relabelled = [.. names.Where(name => name.EndsWith(Relabelled, StringComparison.Ordinal))];
        var candidate = options.Candidate ?? relabelled.FirstOrDefault() ?? names[1];
        return [.. relabelled.Prepend(candidate).Distinct().Select(name =>
            (name, name == candidate && options.Controls.Count > 0 ? options.Controls : Controls(name, names)))];
    }

    private static string[] Controls(string candidate, string[] names)
    {
        if (candidate.EndsWith(Relabelled, StringComparison.Ordinal))
        {
            var without = candidate[..^Relabelled.Length];
            string[] usual = [.. names.Where(name => name == without), .. names.Where(name => name == without + Moved)];
            if (usual.Length > 0)
            {
                return usual;
            }
        }

        return [.. names.Where(name => name != candidate)];
    }

    private static void RequireMetric(string metric)
    {
        string[] known = [.. MetricNames.All.Where(name => MetricNames.Describe(name).HigherIsBetter),
            .. FederatedComparison.OwnMetrics.Select(own => own.Name)];
        if (!known.Contains(metric))
        {
            throw new InputException($"--metric is '{metric}'; expected a metric of which more is better: {string.Join(", ", known)}");
        }
    }

    /// <summary>What lies in the folder must be of the same rows: a federation would go on with others without a word.</summary>
    private static void RequireSameData(string folder, string fingerprint)
    {
        var file = Path.Combine(folder, "data.sha256");
        if (File.Exists(file) && File.ReadAllText(file).Trim() != fingerprint)
        {
            throw new InputException(
                $"{folder} holds federations of other rows, another split or another partition: name another folder with --out, or give "
                + $"the options that it was begun with");
        }

        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(file, fingerprint + "\n");
    }

    private sealed class Watch(int rounds, IProgress<WorkflowEvent>? events) : IProgress<FederatedProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly HashSet<string> _lost = [];

        public void Report(FederatedProgress value)
        {
            foreach (var (client, reason) in value.Round.Lost.Where(lost =>
                _lost.Add($"{value.Seed} {value.Arms} {lost.Key} {lost.Value}")))
            {
                events.Warn($"seed {value.Seed}, {value.Arms}: client {client} is left out of round {value.Round.Round + 1}: {reason}");
            }

            var left = _clock.Elapsed / value.Done * (value.Total - value.Done);
            events?.Report(new FederatedStep(value.Arms, value.Seed, value.Round, rounds, value.Done, value.Total, left));
        }
    }
}
