using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Rounds;
using Counterpoise.Reports.Federated;

namespace Counterpoise.Workflows.Federated;

/// <summary>What a report of federations shows.</summary>
internal static class FederatedSummaries
{
    public static FederatedSummary Build(FederatedComparingOptions options, FederatedDealing dealing, FederatedComparison comparison,
        IReadOnlyList<FederatedVerdict> verdicts)
    {
        var first = dealing.Dealt[0];
        return new FederatedSummary
        {
            Title = $"Federations on {dealing.Name}",
            Origin = Origin(options, dealing, first),
            Created = DateOnly.FromDateTime(DateTime.Today),
            Headline = Headline(options, comparison, verdicts),
            Sentences = [.. Sentences(options, dealing, comparison, verdicts)],
            ClassNames = dealing.ClassNames,
            Clients = [.. first.Partition.Names.Zip(first.Partition.Counts, (name, counts) => new FederatedClientRows(name, counts))],
            Arms = [.. comparison.Runs.GroupBy(run => run.Arm).Select(arm => Curve(arm.Key, [.. arm]))],
            CommandLine = options.CommandLine,
        };
    }

    private static string Origin(FederatedComparingOptions options, FederatedDealing dealing, DealtClients first)
    {
        var (data, training) = (options.Data, options.Training);
        var tail = data.Ratio is { } ratio ? string.Create(CultureInfo.InvariantCulture,
            $", made long-tailed ({(data.Shape == LongTailShape.Exponential ? "exponential" : "step")}, smallest class over largest "
            + $"{ratio})") : "";
        var dealt = data.Partition switch
        {
            ClientPartition.ByColumn => data.ClientColumn is { } column ? $"one for each value of '{column}'"
                : "one for each group of images",
            ClientPartition.Dirichlet => string.Create(CultureInfo.InvariantCulture,
                $"Dirichlet({data.Dealing.Alpha}), each {dealing.Things[..^1]} by a draw of its own"),
            ClientPartition.DirichletProportional => string.Create(CultureInfo.InvariantCulture,
                $"Dirichlet({data.Dealing.Alpha}), cut in proportion"),
            ClientPartition.Quantity => string.Create(CultureInfo.InvariantCulture, $"sizes from Dirichlet({data.Dealing.Alpha})"),
            ClientPartition.Shards => $"{data.Dealing.ShardsPerClient} shards each",
            ClientPartition.Pathological => $"{data.Dealing.ClassesPerClient} classes each",
            _ => "at random in equal numbers",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{dealing.Name}: {first.Counts.Sum()} training {dealing.Things} of {dealing.ClassNames.Count} classes{tail}, dealt to "
            + $"{first.Partition.Clients} clients, {dealt}; {first.TestRows} test {dealing.Things} that no client trains on. "
            + $"{training.Rounds} rounds of {training.LocalEpochs} local epochs, batches of {training.BatchSize}, SGD at "
            + $"{training.LearningRate} with momentum {training.Momentum}.");
    }

    private static string Headline(FederatedComparingOptions options, FederatedComparison comparison,
        IReadOnlyList<FederatedVerdict> verdicts)
    {
        var arm = verdicts.Count > 0 ? verdicts[0].Differences[0].MethodA : comparison.Arms[0].Name;
        var own = comparison.Values(arm, options.Metric).Average();
        var head = verdicts.Count > 0 ? verdicts[0].Headline
            : string.Create(CultureInfo.InvariantCulture, $"{arm}: {options.Metric} {own:0.000}, one arm alone, compared with nothing");
        string[] cheap = [.. Baselines(comparison), .. comparison.Arms.Where(other => other.AdjustStrength != 0 && other.Name != arm)
            .Select(other => other.Name)];
        var better = cheap.Select(name => (Name: name, Value: comparison.Values(name, options.Metric).Average()))
            .Where(baseline => baseline.Value >= own).ToArray();
        return better.Length == 0 ? head : string.Create(CultureInfo.InvariantCulture,
            $"{head}; {arm} ({own:0.000}) does not beat "
            + $"{string.Join(" and ", better.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Name} ({b.Value:0.000})")))}");
    }

    private static IEnumerable<string> Sentences(FederatedComparingOptions options, FederatedDealing dealing,
        FederatedComparison comparison, IReadOnlyList<FederatedVerdict> verdicts)
    {
        foreach (var difference in verdicts.SelectMany(verdict => verdict.Differences))
        {
            var interval = difference.HasInterval ? string.Create(CultureInfo.InvariantCulture,
                $" [{difference.Low:+0.000;−0.000}, {difference.High:+0.000;−0.000}], p = {difference.PValue:0.000}, after Holm's "
                + $"correction {difference.HolmPValue:0.000}") : "";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{difference.MethodA} less {difference.MethodB} in {difference.Metric}: {difference.Mean:+0.000;−0.000}{interval}; "
                + $"{difference.Pairs} pairs of runs with the same rows, clients and initial weights.");
        }

        if (verdicts.SelectMany(v => v.Differences).FirstOrDefault(d => d.HasInterval && d.Pairs < VerdictRule.FewestPairs()) is { } weak)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"With {weak.Pairs} pairs the test cannot go below p = {Math.Pow(2, 1 - weak.Pairs):0.00}, so that the intervals carry the "
                + $"evidence and no claim can be confirmed; {VerdictRule.FewestPairs()} seeds can.");
        }

        if (comparison.Arms.Any(arm => arm.AdjustStrength != 0))
        {
            yield return "Logit adjustment after training needs the clients to tell how many rows of each class they hold, which reveals "
                + "the counts; no other arm needs that.";
        }

        var seeds = dealing.Dealt.Count > 1 ? $" The picture of clients is that of seed {dealing.Dealt[0].Seed}; each seed draws its own."
            : "";
        var thirds = dealing.Dealt[0].Thirds;
        yield return $"The most frequent third of the classes is {Names(thirds.Head)}, the rarest {Names(thirds.Tail)}.{seeds}";
        string[] lost = [.. comparison.Runs.SelectMany(run => run.Rounds).SelectMany(round => round.Lost.Keys).Distinct()];
        if (lost.Length > 0)
        {
            yield return $"Left out of at least one round: {string.Join(", ", lost.Order(StringComparer.Ordinal))}.";
        }

        string Names(IReadOnlyList<int> classes) => string.Join(", ", classes.Select(c => dealing.ClassNames[c]));
    }

    private static string[] Baselines(FederatedComparison comparison) =>
        [.. comparison.Runs.Select(run => run.Arm).Distinct().Where(name => name is FederatedDealing.Majority or FederatedDealing.Linear)];

    private static FederatedCurve Curve(string name, IReadOnlyList<FederatedArmRun> runs)
    {
        RoundResult[] all = [.. runs.SelectMany(run => run.Rounds)];
        int[][] moves = [.. all.Select(round => round.Moves.ToArray()).Where(m => m.Length > 0)];
        return new FederatedCurve(
            name,
            [.. runs.SelectMany(run => run.Rounds.Where(round => round.Metrics.Count > 0)
                .Select(round => new FederatedPoint(run.Seed, round.Round + 1, round.Metrics)))],
            runs[0].Rounds.Sum(round => round.BytesDown),
            runs[0].Rounds.Sum(round => round.BytesUp),
            moves.Length == 0 ? [] : [.. Enumerable.Range(0, moves[0].Length).Select(at => moves.Sum(m => m[at]))]);
    }
}
