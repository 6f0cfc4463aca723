using Counterpoise.Options;
using Counterpoise.Search.Trials;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Search.Trials;

public class TrialSearchTests
{
    private static readonly SearchParameter[] Mixed =
        [new FloatParameter("rate", 1e-4, 1, IsLogarithmic: true), new IntegerParameter("layers", 1, 4),
            new CategoricalParameter("input", ["loss", "features", "logits"])];

    [Fact]
    public void On_Branins_function_fifty_trials_beat_random_search_over_a_hundred_seeds()
    {
        SearchParameter[] space = [new FloatParameter("x", -5, 10), new FloatParameter("y", 0, 15)];
        double Best(ITrialSuggestions suggestions) => TrialSearch.Best(
            TrialSearch.Run(space, suggestions, 50, (_, v) => Branin(v[0], v[1]))).Objective;
        var parzen = Enumerable.Range(0, 100).Select(seed => Best(new TreeParzenSuggestions((ulong)seed))).ToArray();
        var random = Enumerable.Range(0, 100).Select(seed => Best(new RandomSuggestions((ulong)seed))).ToArray();
        Assert.True(parzen.Order().ElementAt(50) < random.Order().ElementAt(50));
        var p = WilcoxonSignedRank.Of(parzen, random).PValue;
        Assert.True(p < 0.05, $"p {p}, medians {parzen.Order().ElementAt(50)} and {random.Order().ElementAt(50)}");
    }

    [Fact]
    public void Values_stay_in_their_ranges_and_a_seed_repeats_them()
    {
        double Objective(IReadOnlyList<double> v) => Math.Pow(Math.Log10(v[0]) + 2, 2) + Math.Abs(v[1] - 3) + (v[2] == 1 ? 0 : 1);
        var trials = TrialSearch.Run(Mixed, new TreeParzenSuggestions(4), 40, (_, v) => Objective(v));
        Assert.All(trials, t =>
        {
            Assert.InRange(t.Values[0], 1e-4, 1);
            Assert.Contains(t.Values[1], new double[] { 1, 2, 3, 4 });
            Assert.Contains(t.Values[2], new double[] { 0, 1, 2 });
        });
        Assert.Equal(trials.Select(t => t.Objective), TrialSearch.Run(Mixed, new TreeParzenSuggestions(4), 40, (_, v) => Objective(v))
            .Select(t => t.Objective));
        Assert.Equal("features", Mixed[2].Describe(TrialSearch.Best(trials).Values[2]));
    }

    [Fact]
    public void A_stopped_search_goes_on_with_the_same_trials()
    {
        using var folder = new TemporaryFolder();
        double Objective(int number, IReadOnlyList<double> v) => v[0] + v[1];
        TrialFile File(string seed = "1") => new(folder.File("trials.jsonl"), Mixed, $"tpe, seed {seed}");
        var whole = TrialSearch.Run(Mixed, new TreeParzenSuggestions(1), 25, Objective);
        Assert.Throws<OperationCanceledException>(() => TrialSearch.Run(Mixed, new TreeParzenSuggestions(1), 25,
            (n, v) => n == 17 ? throw new OperationCanceledException() : Objective(n, v), File()));
        Assert.Equal(17, File().Trials.Count);
        var resumed = TrialSearch.Run(Mixed, new TreeParzenSuggestions(1), 25, Objective, File());
        Assert.Equal(whole.SelectMany(t => t.Values), resumed.SelectMany(t => t.Values));
        Assert.Contains("of another search", Assert.Throws<InvalidDataException>(() => File("2")).Message);
        System.IO.File.AppendAllText(folder.File("trials.jsonl"), "{\"number\":\n");
        Assert.Contains("line 27", Assert.Throws<InvalidDataException>(() => File()).Message);
    }

    [Fact]
    public void Failed_trials_count_as_the_worst_and_all_equal_ones_go_by_their_order()
    {
        SearchParameter[] space = [new CategoricalParameter("only", ["one"])];
        var trials = TrialSearch.Run(space, new TreeParzenSuggestions(1), 15, (n, _) => n % 2 == 0 ? double.NaN : 7);
        Assert.All(trials, t => Assert.Equal(0, t.Values[0]));
        Assert.Equal(1, TrialSearch.Best(trials).Number);
        Assert.Equal([1, 3], new TreeParzenSuggestions(1).Good(trials).Order());
        Assert.Contains("all 3 trials failed", Assert.Throws<InvalidOperationException>(() =>
            TrialSearch.Best(TrialSearch.Run(space, new RandomSuggestions(1), 3, (_, _) => double.NaN))).Message);
    }

    [Fact]
    public void What_cannot_be_searched_is_refused()
    {
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() =>
            TrialSearch.Run([new FloatParameter("rate", 0, 1, true)], new RandomSuggestions(1), 1, (_, _) => 0)).Message);
        Assert.Contains("two parameters of one name", Assert.Throws<ArgumentException>(() =>
            TrialSearch.Run([new IntegerParameter("a", 1, 2), new IntegerParameter("a", 1, 2)], new RandomSuggestions(1), 1, (_, _) => 0))
            .Message);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new TreeParzenOptions { GoodShare = 1, Candidates = 0 }.Validate())
            .Faults.Count);
    }

    [Fact]
    public void Successive_halving_gives_the_best_points_the_most()
    {
        var points = Enumerable.Range(0, 9).Select(i => (IReadOnlyList<double>)[i]).ToArray();
        var rounds = SuccessiveHalving.Run(points, 1, 9, 3, (n, v, budget) => n == 4 ? double.NaN : Math.Abs(v[0] - 6) / budget);
        Assert.Equal([1, 3, 9], rounds.Select(r => r.Budget));
        Assert.Equal([9, 3, 1], rounds.Select(r => r.Trials.Count));
        Assert.Equal([5, 6, 7], rounds[1].Trials.Select(t => t.Number));
        Assert.Equal(6, rounds[2].Trials.Single().Number);
    }

    private static double Branin(double x, double y) =>
        Math.Pow(y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6, 2) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x))
            + 10;
}
