using Counterpoise.Comparisons;
using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Rounds;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Federated.Comparisons;

public class FederatedComparisonTests
{
    private static FederatedSetup Setup(ulong seed)
    {
        var clients = Toy.Clients(3);
        var (inputs, labels) = Toy.Test();
        return new FederatedSetup(clients, new FederatedEvaluator(inputs, labels, ["a", "b", "c"],
            [.. clients.Select(client => (IReadOnlyList<int>)[.. Enumerable.Range(0, Toy.Classes)
            .Select(c => client.Labels.Count(label => label == c))])]), Toy.Network());
    }

    [Fact]
    public async Task Arms_that_train_alike_are_trained_once_and_judged_apart()
    {
        var arms = FederatedArm.RelabellingProof(Toy.Options with { Rounds = 3, RelabelRound = 1, FedReLa = new() { Percentage = 30 } });
        var trainings = new HashSet<string>();
        var comparison = await FederatedComparison.RunAsync(arms, [1, 2], Setup, evaluateEvery: 2,
            progress: new Watch(step => trainings.Add($"{step.Arms} {step.Seed} {step.Done}/{step.Total}")));
        Assert.Equal(14, comparison.Runs.Count);
        Assert.Equal(2 * 6 * 3, trainings.Count);
        Assert.Contains("fedavg+drop, fedavg+drop/post-hoc-la 2 24/36", trainings);
        var (plain, adjusted) = (comparison.Runs[1], comparison.Runs[4]);
        Assert.Equal(plain.Rounds.Select(round => round.Loss), adjusted.Rounds.Select(round => round.Loss));
        Assert.Empty(plain.Rounds[0].Metrics);
        Assert.All(comparison.Runs, run => Assert.InRange(run.Final["accuracy"], 0, 1));
        Assert.Equal(comparison.Values("fedavg", "accuracy").Zip(comparison.Values("fedetf+drop", "accuracy"), (a, b) => a - b).Average(),
            comparison.Differences("fedavg", ["fedetf+drop"], "accuracy")[0].Mean, 1e-12);
    }

    [Fact]
    public async Task In_a_folder_the_rounds_before_arms_differ_are_trained_once_to_the_same_numbers()
    {
        using var folder = new TemporaryFolder();
        var options = Toy.Options with { Rounds = 5, RelabelRound = 3, FedReLa = new() { Percentage = 30 } };
        FederatedArm[] arms = [.. new[] { "scaffold", "scaffold+drop", "scaffold+drop+fedrela", "scaffold+drop/post-hoc-la",
            "fedlc" }.Select(name => FederatedArm.Parse(name, options))];
        var trained = new List<FederatedProgress>();
        var apart = await FederatedComparison.RunAsync(arms, [1], Setup);
        var shared = await FederatedComparison.RunAsync(arms, [1], Setup, folder: folder.Path, progress: new Watch(trained.Add));
        Assert.Equal(3 + 2 + 2 + 2 + 5, trained.Count);
        Assert.All(trained, step => Assert.Equal(14, step.Total));
        Assert.All(apart.Runs.Zip(shared.Runs), pair =>
        {
            Assert.Equal(pair.First.Rounds.Select(round => round.Loss), pair.Second.Rounds.Select(round => round.Loss));
            Assert.Equal(pair.First.Final, pair.Second.Final);
        });
    }

    [Theory]
    [InlineData("fedavg", null, RelabelKind.None, 0.0)]
    [InlineData("moon+drop", 4, RelabelKind.None, 0.0)]
    [InlineData("fedetf+drop+random", 4, RelabelKind.Random, 0.0)]
    [InlineData("fedloge+fedrela/post-hoc-la", null, RelabelKind.FedReLa, 1.0)]
    public void An_arm_is_read_from_its_name(string name, int? drop, RelabelKind relabel, double adjust)
    {
        var arm = FederatedArm.Parse(name, Toy.Options with { RelabelRound = 4 });
        Assert.Equal((name, name.Split('+', '/')[0], drop, relabel, adjust),
            (arm.Name, arm.Method, arm.Options.RateDropRound, arm.Options.Relabel, arm.AdjustStrength));
    }

    [Theory]
    [InlineData("fedsgd")]
    [InlineData("fedavg+fedrela+random")]
    [InlineData("fedavg+drop+drop")]
    [InlineData("fedavg/la")]
    [InlineData("fedavg/post-hoc-la/post-hoc-la")]
    public void What_is_no_arm_is_refused_with_what_there_is(string name) =>
        Assert.Contains("fedavg+drop+fedrela", Assert.Throws<ArgumentException>(() => FederatedArm.Parse(name, Toy.Options)).Message);

    [Fact]
    public async Task A_comparison_goes_on_where_it_was_stopped()
    {
        using var folder = new TemporaryFolder();
        FederatedArm[] arms = [new("one", "fedavg", Toy.Options with { Rounds = 2 }), new("two", "fedlc", Toy.Options with { Rounds = 2 })];
        var whole = await FederatedComparison.RunAsync(arms, [1], Setup, folder: folder.Path);
        var again = await FederatedComparison.RunAsync(arms, [1], Setup, folder: folder.Path,
            progress: new Watch(_ => Assert.Fail("nothing is left to train")));
        Assert.Equal(whole.Runs[1].Final, again.Runs[1].Final);
    }

    [Fact]
    public async Task An_arm_that_adjusts_logits_has_its_clients_tell_their_counts_and_no_other_does()
    {
        var told = new List<(string Arms, bool Shares)>();
        var arms = FederatedArm.RelabellingProof(Toy.Options with { Rounds = 1, RelabelRound = 0 }).Take(5).ToArray();
        await FederatedComparison.RunAsync(arms, [1], Setup, engine: (training, progress, stop) =>
        {
            told.Add((training.Options.RateDropRound is null ? "plain" : $"{training.Options.Relabel}", training.Options.SharesCounts));
            return FederatedSimulation.RunAsync(training, progress, stop);
        });
        Assert.Equal([("plain", false), ("None", true), ("Random", false), ("FedReLa", false)], told);
    }

    [Theory]
    [InlineData(new[] { .5, .6, .55, .5, .57, .52, .53 }, new[] { .3, .4, .36, .31, .38, .33, .34 },
        new[] { .4, .49, .45, .41, .46, .43, .42 }, "fedavg+fedrela helps: +0.10", VerdictOutcome.Helps)]
    [InlineData(new[] { .5, .6, .55, .5, .57 }, new[] { .3, .4, .36, .31, .38 }, new[] { .4, .49, .45, .41, .46 },
        "fedavg+fedrela seems to help: +0.102", VerdictOutcome.Undecided)]
    [InlineData(new[] { .5, .6, .55, .5, .57 }, new[] { .3, .4, .36, .31, .38 }, new[] { .5, .58, .57, .51, .56 },
        "Re-labelling helps, which rows does not matter", VerdictOutcome.NoGain)]
    [InlineData(new[] { .5, .6, .55, .5, .57 }, new[] { .5, .58, .57, .51, .56 }, new[] { .5, .58, .57, .51, .56 },
        "No gain of fedavg+fedrela is shown", VerdictOutcome.NoGain)]
    [InlineData(new[] { .3, .4, .36, .31, .38, .33, .35 }, new[] { .5, .6, .55, .5, .57, .52, .53 },
        new[] { .3, .4, .37, .32, .37, .34, .36 }, "fedavg+fedrela harms", VerdictOutcome.Harms)]
    [InlineData(new[] { .5, .6 }, new[] { .3, .4 }, new[] { .3, .45 },
        "Undecided on fedavg+fedrela: 2 seeds are too few for a claim, which needs 6", VerdictOutcome.Undecided)]
    public void The_verdict_is_by_the_rule_of_all_comparisons_and_asks_for_both_controls(double[] candidate, double[] drop,
        double[] random, string headline, VerdictOutcome outcome)
    {
        FederatedArmRun[] Runs(string name, double[] values) => [.. values.Select((value, seed) => new FederatedArmRun(name, (ulong)seed,
            [new RoundResult(0, [], new Dictionary<string, string>(), 0, 0, 0, [], new Dictionary<string,
                double> { ["tail_accuracy"] = value }, 0)]))];
        var comparison = new FederatedComparison([], [.. Runs("fedavg+fedrela", candidate), .. Runs("drop", drop),
            .. Runs("fedavg+random", random)]);
        var verdict = FederatedVerdict.Judge(comparison, "fedavg+fedrela", ["drop", "fedavg+random"]);
        Assert.StartsWith(headline, verdict.Headline);
        Assert.Equal(outcome, verdict.Outcome);
        var holm = Holm.Adjust([.. verdict.Differences.Select(d => d.PValue)]);
        Assert.Equal(holm, verdict.Differences.Select(d => d.HolmPValue));
        Assert.Equal(candidate.Length < 2 ? double.NaN : PairedTest.Interval(candidate, random).Lower, verdict.Differences[1].Low, 1e-12);
    }

    private sealed class Watch(Action<FederatedProgress> watch) : IProgress<FederatedProgress>
    {
        public void Report(FederatedProgress value) => watch(value);
    }
}
