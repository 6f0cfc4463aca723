using Counterpoise.Randomness;
using Counterpoise.Search.Trials;
using Counterpoise.Search;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Search;

public class DragonflyTests
{
    private static readonly FloatParameter[] Box = [.. Enumerable.Range(0, 10).Select(i => new FloatParameter($"x{i}", -5.12, 5.12))];

    [Fact]
    public void One_step_equals_the_oracle_with_both_signs_of_separation()
    {
        var oracle = OracleJson.Read("selection_and_explanation.json").GetProperty("dragonfly");
        var weights = new DragonflyWeights(.1, .1, .7, 1, 1, .9);
        (double[], double[])[] neighbors = [([1, 0], [0, .2]), ([0, 2], [-.1, .1])];
        double[] Step(SeparationSign sign)
        {
            var parts = new DragonflyStep(2);
            parts.Meet([0, 0], [.1, 0], neighbors, sign);
            Near(oracle.Doubles("A"), parts.Alignment);
            Near(oracle.Doubles("C"), parts.Cohesion);
            if (sign == SeparationSign.Printed)
            {
                Near(oracle.Doubles("S"), parts.Separation);
            }

            return parts.Full([0, 0], [.1, 0], [1, 1], [3, 3], weights);
        }

        Near(oracle.Doubles("step"), Step(SeparationSign.Printed));
        Near([4.335, 4.515], Step(SeparationSign.Code));
    }

    [Fact]
    public void The_schedule_equals_the_oracle()
    {
        foreach (var row in OracleJson.Read("selection_and_explanation.json").GetProperty("da_sched").EnumerateObject())
        {
            var (inertia, factor, radius) = DragonflyStep.Schedule(int.Parse(row.Name), 50);
            Near([row.Value.Double("w"), row.Value.GetProperty("my_c").GetDouble(), row.Value.Double("r_frac")], [inertia, factor, radius]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_finds_lower_values_than_random_search_with_as_many_evaluations(bool rastrigin)
    {
        double Value(double[] x) => rastrigin ? x.Sum(v => (v * v) - (10 * Math.Cos(2 * Math.PI * v)) + 10) : x.Sum(v => v * v);
        double[] ours = [.. Seeds.Select(s => new Dragonfly(new() { Iterations = 100 }).Minimize(Box, Value, new RandomStream(s)).Value)];
        double[] theirs = [.. Seeds.Select(s => TrialSearch.Best(TrialSearch.Run(Box, new RandomSuggestions(s), 2000,
            (_, x) => Value([.. x]))).Objective)];
        Assert.True(ours.Order().ElementAt(15) < theirs.Order().ElementAt(15));
        Assert.True(MannWhitney.Of(ours, theirs, Alternative.Less).PValue < .01);
    }

    [Fact]
    public void Equal_draws_give_equal_results_and_the_trace_never_rises()
    {
        SearchResult Run() => new Dragonfly(new() { Population = 5, Iterations = 8 })
            .Minimize(Box[..2], x => x[0] + x[1], new RandomStream(4));
        var (first, again) = (Run(), Run());
        Assert.Equal(first.Best, again.Best);
        Assert.Equal(40, first.Trace.Count);
        Assert.All(first.Trace.Zip(first.Trace.Skip(1)), p => Assert.True(p.Second <= p.First));
        Assert.All(first.Best, v => Assert.InRange(v, -5.12, 5.12));
    }

    [Fact]
    public void Equal_values_are_evaluated_once_and_what_is_no_number_is_the_worst()
    {
        var asked = 0;
        SearchParameter[] ranges = [new IntegerParameter("n", 1, 3)];
        var result = new Dragonfly(new() { Population = 6, Iterations = 5 }).Minimize(ranges, x =>
        {
            asked++;
            return x[0] == 2 ? double.NaN : x[0];
        }, new RandomStream(1));
        Assert.Equal(result.Distinct, asked);
        Assert.InRange(asked, 1, 3);
        Assert.NotEqual(2, result.Best[0]);
        Assert.Equal(0, new Dragonfly(new() { Population = 3, Iterations = 4 }).Minimize(Box[..1], _ => 0, new RandomStream(1)).Value);
        Assert.Equal(double.PositiveInfinity, new Dragonfly(new() { Population = 3, Iterations = 4 })
            .Minimize(Box[..1], _ => double.NaN, new RandomStream(1)).Value);
    }

    [Fact]
    public void A_hypercube_tries_every_part_of_every_range_once()
    {
        SearchParameter[] space = [new FloatParameter("a", 0, 8), new FloatParameter("b", 1, 256, IsLogarithmic: true)];
        var trials = TrialSearch.Run(space, new HypercubeSuggestions(2, 8), 16, (_, _) => 0);
        Assert.All(trials.Chunk(8), Covers);
        Assert.NotEqual(trials[0].Values, trials[8].Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HypercubeSuggestions(2, 0));
    }

    private static void Covers(Trial[] tried)
    {
        Assert.Equal(Enumerable.Range(0, 8), tried.Select(x => (int)x.Values[0]).Order());
        Assert.Equal(Enumerable.Range(0, 8), tried.Select(x => (int)Math.Log2(x.Values[1])).Order());
    }

    [Fact]
    public void Ranges_without_room_or_logarithm_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Dragonfly().Minimize([new FloatParameter("a", 1, 1)], _ => 0, new RandomStream(1)));
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => new FloatParameter("a", 0, 1, IsLogarithmic: true).Validate())
            .Message);
        Assert.Throws<ArgumentException>(() => new Dragonfly().Minimize([], _ => 0, new RandomStream(1)));
    }

    [Fact]
    public void Places_of_a_parameter_go_from_its_low_end_to_its_high_end()
    {
        Assert.Equal([1, 16, 256, 256], new[] { -1, .5, 1, 2 }.Select(new FloatParameter("f", 1, 256, IsLogarithmic: true).At),
            (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([3, 6, 10], new[] { 0, .45, 1 }.Select(new IntegerParameter("i", 3, 10).At));
        Assert.Equal([0, 1, 2, 2], new[] { 0, .34, .99, 1 }.Select(new CategoricalParameter("c", ["x", "y", "z"]).At));
    }

    private static IEnumerable<ulong> Seeds => Enumerable.Range(0, 30).Select(s => (ulong)s);

    private static void Near(double[] expected, double[] found) =>
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-9));
}
