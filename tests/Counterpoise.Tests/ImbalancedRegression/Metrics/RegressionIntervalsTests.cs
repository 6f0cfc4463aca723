using Counterpoise.ImbalancedRegression;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.ImbalancedRegression;

public sealed class RegressionIntervalsTests
{
    private static readonly RelevanceFunction Relevance = new([new(0, 0), new(10, 1)]);

    [Fact]
    public void Sums_over_all_rows_are_the_metrics_and_the_bins()
    {
        var (y, guesses) = Rows(200);
        var (sums, phi, middle) = (new RegressionSums(5), Relevance.At(y), y.Average());
        var evaluation = RegressionEvaluation.Of(y, guesses, Relevance);
        for (var i = 0; i < y.Length; i++)
        {
            sums.Add(guesses[i] - y[i], y[i] - middle, phi[i], phi[i] >= 0.8, Math.Min(4, (int)(phi[i] * 5)));
        }

        Assert.All(RegressionMetrics.Of(y, guesses, Relevance, 0.8), m =>
        {
            var ratio = sums.Metric(m.Key).Value;
            Assert.Equal(m.Value, m.Key switch
            {
                RegressionMetrics.RSquared => 1 - ratio,
                RegressionMetrics.Sera => 200 * ratio,
                RegressionMetrics.MeanAbsolute or RegressionMetrics.RareMeanAbsolute => ratio,
                _ => Math.Sqrt(ratio),
            }, 1e-9);
        });
        foreach (var (b, bin) in evaluation.Bins.Index())
        {
            Assert.Equal(bin.MeanAbsoluteError, sums.Absolute(b).Value, 1e-9);
            Assert.Equal(bin.RootMeanSquaredError, Math.Sqrt(sums.Squared(b).Value), 1e-9);
            Assert.Equal(bin.Bias, sums.Bias(b).Value, 1e-9);
        }
    }

    [Fact]
    public void The_error_of_a_ratio_by_hand()
    {
        var ratio = new ErrorRatio();
        Assert.True(double.IsNaN(ratio.Value));
        ratio.Add(1, 1);
        ratio.Add(3, 1);
        Assert.Equal((2, Math.Sqrt(2) / 2), (ratio.Value, ratio.StandardError));
        var weighted = new ErrorRatio();
        weighted.Add(4, 2);
        weighted.Add(1, 1);
        Assert.Equal(5 / 3.0, weighted.Value, 1e-12);
        Assert.Equal(Math.Sqrt(2) * (2 / 3.0) / 3, weighted.StandardError, 1e-12);
    }

    [Fact]
    public void Intervals_follow_the_unit_of_the_target()
    {
        var (y, guesses) = Rows(100);
        var thousand = new RelevanceFunction([new(0, 0), new(10_000, 1)]);
        var one = RegressionIntervals.Of(y, guesses, Relevance, 0.8, 200);
        var other = RegressionIntervals.Of([.. y.Select(v => 1000 * v)], [.. guesses.Select(v => 1000 * v)], thousand, 0.8, 200);
        Assert.All(one.Metrics, m =>
        {
            var unit = m.Key == RegressionMetrics.RSquared ? 1 : m.Key == RegressionMetrics.Sera ? 1e6 : 1000;
            Assert.Equal(1, unit * m.Value.Lower / other.Metrics[m.Key].Lower, 1e-9);
            Assert.Equal(1, unit * m.Value.Upper / other.Metrics[m.Key].Upper, 1e-9);
        });
    }

    [Fact]
    public void Intervals_hold_the_value_narrow_with_the_confidence_and_are_equal_for_equal_seeds()
    {
        var (y, guesses) = Rows(200);
        var values = RegressionMetrics.Of(y, guesses, Relevance, 0.8);
        RegressionIntervals Of(double confidence) => RegressionIntervals.Of(y, guesses, Relevance, 0.8, 300, confidence, seed: 2);
        var (wide, narrow) = (Of(0.99), Of(0.5));
        Assert.Equal(values.Keys.Order(), wide.Metrics.Keys.Order());
        Assert.All(wide.Metrics, m =>
        {
            Assert.InRange(values[m.Key], m.Value.Lower, m.Value.Upper);
            Assert.True(narrow.Metrics[m.Key].Upper - narrow.Metrics[m.Key].Lower < m.Value.Upper - m.Value.Lower);
        });
        Assert.Equal(wide.Metrics, Of(0.99).Metrics);
        foreach (var (interval, bin) in wide.Bins.Zip(RegressionEvaluation.Of(y, guesses, Relevance).Bins))
        {
            Assert.InRange(bin.MeanAbsoluteError, interval.MeanAbsoluteError!.Lower, interval.MeanAbsoluteError.Upper);
            Assert.InRange(bin.Bias, interval.Bias!.Lower, interval.Bias.Upper);
        }
    }

    [Fact]
    public void The_interval_of_the_mean_error_is_as_wide_as_its_standard_error_says()
    {
        var (y, guesses) = Rows(400);
        double[] errors = [.. y.Zip(guesses, (a, b) => Math.Abs(a - b))];
        var mean = errors.Average();
        var expected = 2 * 1.96 * Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / errors.Length / errors.Length);
        var interval = RegressionIntervals.Of(y, guesses, Relevance, 0.8, 2000).Metrics[RegressionMetrics.MeanAbsolute];
        Assert.Equal(expected, interval.Upper - interval.Lower, expected * 0.08);
    }

    [Fact]
    public void What_no_row_says_has_no_interval_and_wrong_options_are_refused()
    {
        var one = RegressionIntervals.Of([1], [2], Relevance, 0.8, 10);
        Assert.Equal((1.0, 1.0), (one.Metrics[RegressionMetrics.MeanAbsolute].Lower, one.Metrics[RegressionMetrics.MeanAbsolute].Upper));
        Assert.False(one.Metrics.ContainsKey(RegressionMetrics.RareMeanAbsolute));
        Assert.False(one.Metrics.ContainsKey(RegressionMetrics.RSquared));
        Assert.Null(one.Bins[4].Bias);
        Assert.Null(one.Bins[0].Bias);
        double[] few = [1, 1.5, 1.2, 1.1], five = [.. few, 1.3], guesses = [1.1, 1.2, 1.4, 1, 1.5];
        Assert.Null(RegressionIntervals.Of(few, guesses.AsSpan(1), Relevance, 0.8, 10).Bins[0].MeanAbsoluteError);
        Assert.NotNull(RegressionIntervals.Of(five, guesses, Relevance, 0.8, 10).Bins[0].MeanAbsoluteError);
        Assert.False(RegressionIntervals.Of([.. five, 9, 9, 9, 9], [.. guesses, 8, 9, 9.5, 9], Relevance, 0.8, 10).Metrics
            .ContainsKey(RegressionMetrics.RareMeanAbsolute));
        Assert.Throws<ArgumentException>(() => RegressionIntervals.Of([1], [2, 3], Relevance, 0.8, 10));
        Assert.Throws<ArgumentException>(() => RegressionIntervals.Of([1], [double.NaN], Relevance, 0.8, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionIntervals.Of([1], [2], Relevance, 0.8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionIntervals.Of([1], [2], Relevance, 0.8, 10, confidence: 1));
    }

    private static (double[] Targets, double[] Predictions) Rows(int count)
    {
        var random = new RandomStream(6, "rows");
        double[] y = [.. Enumerable.Range(0, count).Select(_ => 10 * random.NextDouble())];
        return (y, [.. y.Select(v => (0.8 * v) + random.NextNormal())]);
    }
}
