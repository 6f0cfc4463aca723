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

        Assert.All(RegressionMetrics.Of(y, guesses, Relevance, 0.8), m => Assert.Equal(m.Value, sums.Metric(m.Key), 1e-9));
        foreach (var (b, bin) in evaluation.Bins.Index())
        {
            var (absolute, squared, bias) = sums.Bin(b);
            Assert.Equal(bin.MeanAbsoluteError, absolute, 1e-9);
            Assert.Equal(bin.RootMeanSquaredError, squared, 1e-9);
            Assert.Equal(bin.Bias, bias, 1e-9);
        }
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
        Assert.NotNull(one.Bins[0].Bias);
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
