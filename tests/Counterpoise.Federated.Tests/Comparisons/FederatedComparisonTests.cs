using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Rounds;

namespace Counterpoise.Tests.Federated.Comparisons;

public class FederatedComparisonTests
{
    private static FederatedSetup Setup(ulong seed)
    {
        var clients = Toy.Clients(3);
        var (inputs, labels) = Toy.Test();
        return new FederatedSetup(clients, new FederatedEvaluator(inputs, labels, ["a", "b", "c"], [.. clients.Select(client => (IReadOnlyList<int>)[.. Enumerable.Range(0, Toy.Classes).Select(c => client.Labels.Count(label => label == c))])]), Toy.Network());
    }

    [Fact]
    public async Task Arms_that_train_alike_are_trained_once_and_judged_apart()
    {
        var arms = FederatedArm.RelabellingProof(Toy.Options with { Rounds = 3, RelabelRound = 1, FedReLa = new() { Percentage = 30 } });
        var trainings = new HashSet<string>();
        var comparison = await FederatedComparison.RunAsync(arms, [1, 2], Setup, evaluateEvery: 2, progress: new Watch(step => trainings.Add($"{step.Arms} {step.Seed} {step.Done}/{step.Total}")));
        Assert.Equal(14, comparison.Runs.Count);
        Assert.Equal(2 * 6 * 3, trainings.Count);
        Assert.Contains("fedavg+drop, fedavg+drop/post-hoc-la 2 24/36", trainings);
        var (plain, adjusted) = (comparison.Runs[1], comparison.Runs[4]);
        Assert.Equal(plain.Rounds.Select(round => round.Loss), adjusted.Rounds.Select(round => round.Loss));
        Assert.Empty(plain.Rounds[0].Metrics);
        Assert.All(comparison.Runs, run => Assert.InRange(run.Final["accuracy"], 0, 1));
        Assert.Equal(comparison.Values("fedavg", "accuracy").Zip(comparison.Values("fedetf+drop", "accuracy"), (a, b) => a - b).Average(), comparison.Difference("fedavg", "fedetf+drop", "accuracy").Mean, 1e-12);
    }

    [Fact]
    public async Task A_comparison_goes_on_where_it_was_stopped()
    {
        using var folder = new TemporaryFolder();
        FederatedArm[] arms = [new("one", "fedavg", Toy.Options with { Rounds = 2 }), new("two", "fedlc", Toy.Options with { Rounds = 2 })];
        var whole = await FederatedComparison.RunAsync(arms, [1], Setup, folder: folder.Path);
        var again = await FederatedComparison.RunAsync(arms, [1], Setup, folder: folder.Path, progress: new Watch(_ => Assert.Fail("nothing is left to train")));
        Assert.Equal(whole.Runs[1].Final, again.Runs[1].Final);
    }

    [Theory]
    [InlineData(new[] { .5, .6, .55 }, new[] { .3, .4, .36 }, new[] { .4, .49, .45 }, "fedrela helps: tail_accuracy +0.103")]
    [InlineData(new[] { .5, .6, .55 }, new[] { .3, .4, .36 }, new[] { .5, .58, .57 }, "Re-labelling helps, which samples does not matter")]
    [InlineData(new[] { .5, .6, .55 }, new[] { .5, .58, .57 }, new[] { .5, .58, .57 }, "No gain shown of fedrela")]
    [InlineData(new[] { .3, .4, .36 }, new[] { .5, .6, .55 }, new[] { .3, .4, .37 }, "fedrela harms")]
    public void The_verdict_asks_for_both_controls(double[] candidate, double[] drop, double[] random, string headline)
    {
        FederatedArmRun[] Runs(string name, double[] values) => [.. values.Select((value, seed) => new FederatedArmRun(name, (ulong)seed,
            [new RoundResult(0, [], new Dictionary<string, string>(), 0, 0, 0, [], new Dictionary<string, double> { ["tail_accuracy"] = value }, 0)]))];
        var comparison = new FederatedComparison([], [.. Runs("fedrela", candidate), .. Runs("drop", drop), .. Runs("random", random)]);
        var verdict = FederatedVerdict.Judge(comparison, "fedrela", ["drop", "random"]);
        Assert.StartsWith(headline, verdict.Headline);
        Assert.Equal(headline.StartsWith("fedrela helps", StringComparison.Ordinal), verdict.Helps);
    }

    private sealed class Watch(Action<FederatedProgress> watch) : IProgress<FederatedProgress>
    {
        public void Report(FederatedProgress value) => watch(value);
    }
}
