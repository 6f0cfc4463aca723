using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class EffectSizeTests
{
    private static readonly double[] A = [.5, .6, .55, .7, .65], B = [.8, .9, .6, .85, .95];

    [Fact]
    public void The_golden_samples_give_the_golden_effects()
    {
        var golden = OracleJson.Read("transfer_and_overlap.json");
        Assert.Equal(golden.Double("cohen_d"), EffectSize.CohenD(B, A), 1e-12);
        Assert.Equal(golden.Double("hedges_g"), EffectSize.HedgesG(B, A), 1e-12);
        Assert.Equal(golden.Double("cliffs_delta"), EffectSize.CliffDelta(B, A), 1e-12);
        Assert.Equal(-golden.Double("cliffs_delta"), EffectSize.CliffDelta(A, B), 1e-12);
    }

    [Fact]
    public void Constant_samples_are_capped_and_never_infinite()
    {
        Assert.Equal(10, EffectSize.HedgesG([2, 2], [1, 1]));
        Assert.Equal(-10, EffectSize.HedgesG([1, 1], [2, 2]));
        Assert.Equal(0, EffectSize.HedgesG([1, 1], [1, 1]));
        Assert.Equal(0, EffectSize.CliffDelta([1, 1], [1, 1]));
    }

    [Fact]
    public void Too_small_samples_are_refused() => Assert.Throws<ArgumentException>(() => EffectSize.HedgesG([1], [1, 2]));
}
