using System.Globalization;
using System.Text.Json;
using Counterpoise.Randomness;
using Counterpoise.Search.Trials;

namespace Counterpoise.Tests.Search.Trials;

public class ParzenEstimatorTests
{
    private static readonly double[] Values = [.1, .2, .35, .4, .6, .8, .95, .5, .3, .7];
    private static readonly double[] Objectives = [.9, .7, .4, .35, .5, .8, 1, .45, .5, .65];
    private static readonly JsonElement Golden = OracleJson.Read("tree_parzen.json");

    [Fact]
    public void Kernels_and_densities_equal_Optunas()
    {
        Check(Golden.GetProperty("l"), new ParzenEstimator([.4], 0, 1));
        Check(Golden.GetProperty("g"), new ParzenEstimator([.. Values.Where(x => x != .4)], 0, 1));
        Check(Golden.GetProperty("l2"), new ParzenEstimator([.4, .35], 0, 1));
    }

    [Fact]
    public void The_ratio_of_good_and_other_trials_equals_Optunas()
    {
        var trials = Values.Select((x, i) => new Trial(i, [x], Objectives[i])).ToArray();
        Assert.Equal([3], new TreeParzenSuggestions(1).Good(trials));
        var l = new ParzenEstimator([.4], 0, 1);
        var g = new ParzenEstimator([.. Values.Where(x => x != .4)], 0, 1);
        foreach (var ratio in Golden.GetProperty("log_ratio").EnumerateObject())
        {
            var x = double.Parse(ratio.Name, CultureInfo.InvariantCulture);
            Assert.Equal(ratio.Value.GetDouble(), Math.Log(l.Density(x)) - Math.Log(g.Density(x)), 1e-9);
        }
    }

    [Fact]
    public void Choices_and_whole_numbers_equal_Optunas()
    {
        Near(Golden.Doubles("cat_[2]_K4"), TreeParzenSuggestions.Shares([2], 4));
        Near(Golden.Doubles("cat_[0,1,1,3]_K4"), TreeParzenSuggestions.Shares([0, 1, 1, 3], 4));
        var whole = new ParzenEstimator([2, 3, 3], .5, 4.5);
        Near(Golden.Doubles("int_[2,3,3]_1..4"), [.. Enumerable.Range(1, 4).Select(k => whole.Mass(k - .5, k + .5))]);
    }

    [Fact]
    public void Draws_follow_the_density()
    {
        var estimator = new ParzenEstimator([.35, .4], 0, 1);
        var stream = new RandomStream(3);
        var draws = Enumerable.Range(0, 4000).Select(_ => estimator.Draw(stream)).ToArray();
        Assert.All(draws, d => Assert.InRange(d, 0, 1));
        Assert.Equal(estimator.Mass(0, .4), draws.Count(d => d < .4) / 4000.0, 0.03);
        Assert.Equal(1, estimator.Mass(0, 1), 1e-12);
    }

    [Fact]
    public void From_25_observations_on_the_oldest_fade()
    {
        var weights = ParzenEstimator.FadingWeights(30);
        Assert.Equal(31, weights.Length);
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.Equal(1.0 / 30, weights[0] / weights[^1], 1e-12);
        Assert.All(weights.Skip(5), w => Assert.Equal(weights[^1], w));
        Assert.All(ParzenEstimator.FadingWeights(24), w => Assert.Equal(1.0 / 25, w, 1e-12));
    }

    private static void Check(JsonElement expected, ParzenEstimator found)
    {
        Near(expected.Doubles("mu"), found.Centers);
        Near(expected.Doubles("sigma"), found.Widths);
        Near(expected.Doubles("w"), found.Weights);
        foreach (var density in expected.GetProperty("pdf").EnumerateObject())
        {
            Assert.Equal(density.Value.GetDouble(), found.Density(double.Parse(density.Name, CultureInfo.InvariantCulture)), 1e-9);
        }
    }

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-9));
    }
}
