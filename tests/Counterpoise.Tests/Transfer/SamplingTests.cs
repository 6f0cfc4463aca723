using Counterpoise.Randomness;
using Counterpoise.Transfer.Sampling;

namespace Counterpoise.Tests.Transfer;

public class SamplingTests
{
    [Fact]
    public void A_normal_distribution_of_unequal_scales_is_sampled_with_its_moments()
    {
        var sample = NoUTurnSampler.Run(new ScaledNormal([1, 10, 0.1], 0.6), [0, 0, 0], new SamplerOptions { Draws = 1000 }, 1, [],
            TestContext.Current.CancellationToken);
        Assert.All(sample.RHats, r => Assert.InRange(r, 0.99, 1.01));
        Assert.All(sample.EffectiveSizes, e => Assert.True(e > 400));
        Assert.Equal(0, sample.Divergences);
        double[][] draws = [.. sample.Chains.SelectMany(c => c)];
        double[] scales = [1, 10, 0.1];
        for (var j = 0; j < 3; j++)
        {
            var mean = draws.Average(d => d[j]);
            var deviation = Math.Sqrt(draws.Average(d => (d[j] - mean) * (d[j] - mean)));
            Assert.InRange(mean / scales[j], -0.12, 0.12);
            Assert.InRange(deviation / scales[j], 0.92, 1.08);
        }

        Assert.InRange(draws.Average(d => d[0] * d[1] / 10), 0.52, 0.68);
    }

    [Fact]
    public void Equal_seeds_give_equal_draws_and_other_seeds_others()
    {
        double[] Draw(ulong seed) => NoUTurnSampler.Run(new ScaledNormal([1, 1, 1], 0), [0, 0, 0],
            new SamplerOptions { Draws = 100, WarmUp = 100, Extensions = 0 }, seed, [], TestContext.Current.CancellationToken)
            .Chains[3][^1];
        Assert.Equal(Draw(4), Draw(4));
        Assert.NotEqual(Draw(4), Draw(5));
    }

    [Fact]
    public void Independent_chains_have_an_r_hat_near_1_and_their_full_size()
    {
        var random = new RandomStream(2, "chains");
        double[][] chains = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 500).Select(_ => random.NextNormal()).ToArray())];
        Assert.InRange(ChainDiagnostics.RHat(chains), 0.99, 1.01);
        Assert.InRange(ChainDiagnostics.EffectiveSize(chains), 1600, 2500);
        // One chain elsewhere, or one chain wider, is found.
        Assert.True(ChainDiagnostics.RHat([.. chains[..3], Array.ConvertAll(chains[3], v => v + 2)]) > 1.2);
        Assert.True(ChainDiagnostics.RHat([.. chains[..3], Array.ConvertAll(chains[3], v => 3 * v)]) > 1.05);
    }

    [Fact]
    public void An_autoregressive_chain_is_worth_its_theoretical_share()
    {
        // Effective share of an AR(1) chain: (1 − ρ)/(1 + ρ) = 1/9 for ρ = 0.8.
        var random = new RandomStream(6, "ar");
        double[][] chains = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            var x = random.NextNormal();
            return Enumerable.Range(0, 5000).Select(_ => x = (0.8 * x) + (0.6 * random.NextNormal())).ToArray();
        })];
        Assert.InRange(ChainDiagnostics.EffectiveSize(chains) / 20000 * 9, 0.85, 1.15);
        Assert.Throws<ArgumentException>(() => ChainDiagnostics.RHat([[1, 2, 3]]));
    }

    /// <summary>A normal distribution whose first two coordinates correlate.</summary>
    private sealed class ScaledNormal(double[] scales, double correlation) : ILogDensity
    {
        public int Size => 3;

        public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
        {
            double x = at[0] / scales[0], y = at[1] / scales[1], z = at[2] / scales[2], rest = 1 - (correlation * correlation);
            gradient[0] = -(x - (correlation * y)) / rest / scales[0];
            gradient[1] = -(y - (correlation * x)) / rest / scales[1];
            gradient[2] = -z / scales[2];
            return -0.5 * ((((x * x) - (2 * correlation * x * y) + (y * y)) / rest) + (z * z));
        }
    }
}
