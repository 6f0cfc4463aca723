using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class MultipleComparisonTests
{
    [Fact]
    public void Holm_steps_down_and_keeps_the_order_given()
    {
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));
        Assert.Equal([0.9, double.NaN, 0.4], Holm.Adjust([0.9, double.NaN, 0.2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([1.2]));
    }

    [Fact]
    public void Demsars_example_has_his_critical_difference()
    {
        // Demsar 2006, section 3.2.2: four classifiers on 14 data sets, alpha .05: CD = 2.569 sqrt(4 * 5 / (6 * 14)) = 1.25.
        var scores = Enumerable.Range(0, 14).Select(i => new[] { 0.1 * i, 0.2 * i, 0.3 * i, 0.4 * i }).ToArray();
        Assert.Equal(1.25, Friedman.Of(scores).CriticalDifference, 0.005);
        Assert.Equal(2.569 * Math.Sqrt(2), StudentizedRange.Critical(0.05, 4), 2e-3);
    }

    [Fact]
    public void Ranks_that_always_agree_reject_and_form_cliques_by_distance()
    {
        var scores = Enumerable.Range(0, 40).Select(i => new[] { 0.9 + i, 0.5 + i, 0.1 + i }).ToArray();
        var result = Friedman.Of(scores);
        Assert.Equal([1.0, 2, 3], result.MeanRanks);
        Assert.Equal(80, result.Test.Statistic, 1e-9);
        Assert.Equal(0, result.ImanDavenport.PValue);
        Assert.Empty(result.Cliques);
        Assert.Equal([3.0, 2, 1], Friedman.Of(scores, higherIsBetter: false).MeanRanks);
        Assert.Equal([[0, 1], [1, 2]], Friedman.Of(scores[..5]).Cliques);
    }

    [Fact]
    public void All_ties_are_no_evidence()
    {
        var result = Friedman.Of([[1, 1, 1], [2, 2, 2]]);
        Assert.Equal(0, result.Test.Statistic);
        Assert.Equal(1, result.Test.PValue);
        Assert.Equal([[0, 1, 2]], result.Cliques);
    }

    [Fact]
    public void Too_few_methods_or_ragged_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Friedman.Of([[1, 2], [2, 1]]));
        Assert.Throws<ArgumentException>(() => Friedman.Of([[1, 2, 3], [2, 1]]));
        Assert.Throws<ArgumentException>(() => Friedman.Of([[1, 2, 3]]));
    }
}
