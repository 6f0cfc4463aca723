using Counterpoise.Metrics;
using Counterpoise.Metrics.Screening;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Metrics.Screening;

public class HighSensitivityTests
{
    // Scores from the top: + + − + − − + −; a tie of − and + at 0.4.
    private static readonly int[] Labels = [1, 1, 0, 1, 0, 0, 1, 0];
    private static readonly double[] Scores = [.9, .8, .7, .6, .5, .4, .4, .1];

    [Fact]
    public void Points_are_those_of_the_curve_by_hand()
    {
        Assert.Equal(new OperatingPoint(.6, .75, .75), HighSensitivity.AtSpecificity(Labels, Scores, .75));
        Assert.Equal(new OperatingPoint(.8, .5, 1), HighSensitivity.AtSpecificity(Labels, Scores, .9));
        Assert.Equal(new OperatingPoint(.4, 1, .25), HighSensitivity.ForSensitivity(Labels, Scores, .9));
        Assert.Equal(new OperatingPoint(.6, .75, .75), HighSensitivity.ForSensitivity(Labels, Scores, .75));
        Assert.Equal(new OperatingPoint(.45, .75, .5), HighSensitivity.At(Labels, Scores, .45));
        // Nothing can be called positive where the highest score is a negative's.
        Assert.Equal(0, HighSensitivity.AtSpecificity([0, 1], [.9, .1], 1).Sensitivity);
    }

    [Fact]
    public void The_whole_partial_area_is_the_area_and_parts_are_by_hand()
    {
        Assert.Equal(Auroc.Of(Labels, Scores), HighSensitivity.PartialAuc(Labels, Scores, 0), 1e-12);
        // Above .5: the sensitivity rises to .75 at specificity .75 upright, then aslant from (.75, .5) to (1, .25).
        Assert.Equal(((.25 * .75) + (.25 * (.5 + .25) / 2)) / .5, HighSensitivity.PartialAuc(Labels, Scores, .5), 1e-12);
        Assert.Equal(1, HighSensitivity.PartialAuc([0, 1], [.1, .9], .9), 1e-12);
        Assert.Equal(.05, HighSensitivity.PartialAuc([0, 1], [.5, .5], .9), 1e-12);
    }

    [Theory]
    [InlineData(.05, .2976719)]
    [InlineData(.10, .4722300)]
    [InlineData(.20, .6681292)]
    public void Precision_at_a_prevalence_equals_the_golden_numbers(double prevalence, double expected)
    {
        // The published matrix: 1705 of 1913 negatives and 1675 of 1913 positives right.
        var point = new OperatingPoint(.5, 1675.0 / 1913, 1705.0 / 1913);
        Assert.Equal(.8755880815, point.Sensitivity, 1e-9);
        Assert.Equal(.8912702561, point.Specificity, 1e-9);
        Assert.Equal(expected, point.PrecisionAt(prevalence), 1e-7);
    }

    [Fact]
    public void Net_benefit_is_hits_less_weighed_alarms() =>
        Assert.Equal((3.0 / 8) - (2.0 / 8 * (.45 / .55)), HighSensitivity.NetBenefit(Labels, Scores, .45), 1e-12);

    [Fact]
    public void What_is_not_defined_is_refused()
    {
        Assert.Contains("0 of 2 rows are positive", Assert.Throws<ArgumentException>(() =>
            HighSensitivity.AtSpecificity([0, 0], [.1, .2], .9)).Message);
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => HighSensitivity.AtSpecificity([0, 1], [.1, double.NaN], .9))
            .Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => HighSensitivity.ForSensitivity(Labels, Scores, 1.1));
    }

    [Fact]
    public void Groups_drawn_together_widen_the_interval_of_rows_that_are_alike()
    {
        // 40 values, each four times: as good as 40 rows, not 160.
        var stream = new RandomStream(1);
        double[] each = [.. Enumerable.Range(0, 40).Select(_ => stream.NextNormal())];
        double[] values = [.. each.SelectMany(v => Enumerable.Repeat(v, 4))];
        int[] groups = [.. Enumerable.Range(0, 160).Select(i => i / 4)];
        double Mean(int[] rows) => rows.Average(r => values[r]);
        var together = GroupBootstrap.Interval(groups, Mean, new RandomStream(2));
        var apart = GroupBootstrap.Interval([.. Enumerable.Range(0, 160)], Mean, new RandomStream(2));
        Assert.Equal(2, (together.Upper - together.Lower) / (apart.Upper - apart.Lower), 0.3);
        Assert.Contains("at least two", Assert.Throws<ArgumentException>(() => GroupBootstrap.Interval([7, 7], Mean, new RandomStream(1)))
            .Message);
        Assert.Contains("0 of 10 draws", Assert.Throws<ArgumentException>(() =>
            GroupBootstrap.Interval([1, 2], _ => double.NaN, new RandomStream(1), 10)).Message);
    }
}
