using Counterpoise.Randomness;
using Counterpoise.Search;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Search;

public class DragonflyTests
{
    private static readonly SearchRange[] Box = [.. Enumerable.Range(0, 10).Select(i => new SearchRange($"x{i}", -5.12, 5.12))];

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
        double[] theirs = [.. Seeds.Select(s => RandomSearch.Minimize(Box, Value, 2000, new RandomStream(s)).Value)];
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
        SearchRange[] ranges = [new("n", 1, 3) { IsWhole = true }];
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
        var tried = new List<double[]>();
        RandomSearch.MinimizeOnHypercube([new("a", 0, 8), new("b", 1, 256) { IsLogarithmic = true }], x =>
        {
            tried.Add(x);
            return 0;
        }, 8, new RandomStream(2));
        Assert.Equal(Enumerable.Range(0, 8), tried.Select(x => (int)x[0]).Order());
        Assert.Equal(Enumerable.Range(0, 8), tried.Select(x => (int)Math.Log2(x[1])).Order());
    }

    [Fact]
    public void Ranges_without_room_or_logarithm_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RandomSearch.Minimize([new("a", 1, 1)], _ => 0, 1, new RandomStream(1)));
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => new SearchRange("a", 0, 1) { IsLogarithmic = true }.Validate())
            .Message);
        Assert.Throws<ArgumentException>(() => RandomSearch.Minimize([], _ => 0, 1, new RandomStream(1)));
    }

    private static IEnumerable<ulong> Seeds => Enumerable.Range(0, 30).Select(s => (ulong)s);

    private static void Near(double[] expected, double[] found) =>
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-9));
}
