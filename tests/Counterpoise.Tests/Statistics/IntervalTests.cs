using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

/// <summary>SciPy and NumPy; the numbers are made by oracles/intervals.py.</summary>
public class IntervalTests
{
    [Fact]
    public void Wilson_intervals_equal_scipys()
    {
        foreach (var row in OracleJson.Read("intervals.json").Rows("wilson"))
        {
            var interval = WilsonInterval.Of((long)row[0], (long)row[1], row[2]);
            Assert.Equal(row[3], interval.Lower, 1e-12);
            Assert.Equal(row[4], interval.Upper, 1e-12);
        }
    }

    [Fact]
    public void Quantiles_equal_numpys()
    {
        var o = OracleJson.Read("intervals.json");
        foreach (var row in o.Rows("quantiles")) Assert.Equal(row[1], Percentiles.Quantile(o.Doubles("values"), row[0]), 1e-14);
    }

    [Fact]
    public void Impossible_counts_and_confidences_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(1, 2, 1));
        Assert.Throws<ArgumentException>(() => Percentiles.Quantile([], 0.5));
    }
}
