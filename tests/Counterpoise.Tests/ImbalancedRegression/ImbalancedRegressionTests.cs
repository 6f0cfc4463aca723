using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.ImbalancedRegression;

public class ImbalancedRegressionTests
{
    /// <summary>Forty common targets around 0 and five large ones; the second column is a category.</summary>
    private static readonly double[] Y = [.. Enumerable.Range(0, 40).Select(i => (i % 9) - 4.0), 30, 31, 33, 36, 40];
    private static readonly DenseMatrix X = new(45, 2, [.. Enumerable.Range(0, 45)
        .SelectMany(i => new[] { (i < 40 ? 0 : 10) + (i * 7 % 5), i % 3.0 })]);
    private static readonly RelevanceFunction Large = new([new(4, 0), new(25, 1)]);

    public static TheoryData<string> Resamplers => [.. typeof(IRegressionResampler).Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IRegressionResampler))).Select(t => t.Name)];

    [Fact]
    public void Relevance_of_a_box_plot_by_hand()
    {
        // Quartiles of 0 … 8 and 20 are 2.25, 4.5 and 6.75: whiskers end at 0 and 8, and 20 lies beyond 13.5.
        double[] y = [0, 1, 2, 3, 4, 5, 6, 7, 8, 20];
        var phi = RelevanceFunction.Of(y);
        Assert.Equal([new(0, 0), new(4.5, 0), new(8, 1)], phi.Points);
        Assert.Equal([0, 0, 0, 1, 1], phi.At([-3.0, 2, 4.5, 8, 20]));
        Assert.Equal(0.5, phi.At(6.25), 1e-12);
        Assert.Equal(3 * 0.0625 - 2 * 0.015625, phi.At(4.5 + (3.5 / 4)), 1e-12);
        Assert.Contains("beyond the whiskers", Assert.Throws<ArgumentException>(() => RelevanceFunction.Of(y, ExtremeSide.Low)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RelevanceFunction.Of([1, 1, 1, 1]));
        // Most values equal: the whisker is the median itself, and relevance begins right beside it.
        Assert.Equal([0, 1, 1], RelevanceFunction.Of([0, 0, 0, 0, 0, 0, 0, 3, 5]).At([0.0, 3, 5]));
    }

    [Fact]
    public void Control_points_of_ones_own_go_through_their_points_with_their_slopes()
    {
        var phi = new RelevanceFunction([new(10, 1), new(0, 0, 0.1), new(20, 0.4)]);
        Assert.Equal([0, 1, 0.4, 0, 0.4], phi.At([0.0, 10, 20, -5, 90]));
        Assert.Equal(0.1, phi.At(1e-6) / 1e-6, 1e-5);
        Assert.Throws<ArgumentException>(() => new RelevanceFunction([new(0, 0)]));
        Assert.Throws<ArgumentException>(() => new RelevanceFunction([new(0, 0), new(0, 1)]));
        Assert.Throws<ArgumentException>(() => new RelevanceFunction([new(0, 0), new(1, 1.5)]));
    }

    [Theory]
    [MemberData(nameof(Resamplers))]
    public void Every_resampler_balances_keeps_rare_rows_and_knows_its_parents(string name)
    {
        var options = new RegressionResamplingOptions { Relevance = Large, Categorical = [1], K = 3 };
        var made = Make(name, options).Resample(X, Y, new RandomStream(1), TestContext.Current.CancellationToken);
        var again = Make(name, options).Resample(X, Y, new RandomStream(1), TestContext.Current.CancellationToken);
        Assert.Equal(made.Features.Data, again.Features.Data);
        Assert.Equal(made.Targets, again.Targets);
        Assert.Equal(made.Features.Rows, made.Targets.Length);
        var rare = made.Targets.Count(t => Large.At(t) >= 0.8);
        Assert.InRange(rare / (double)made.Targets.Length, 0.4, 0.6);
        Assert.Equal([40, 41, 42, 43, 44], made.Provenance.Where(p => p.Kind == RowKind.Original && p.Seed >= 40).Select(p => p.Seed)
            .Order());
        for (var i = 0; i < made.Targets.Length; i++)
        {
            var source = made.Provenance[i];
            Assert.True(made.Features[i, 1] is 0 or 1 or 2);
            if (source.Kind == RowKind.Synthetic)
            {
                Assert.InRange(source.Seed, 40, 44);
                Assert.InRange(made.Targets[i], source.Neighbor < 0 ? 29 : Math.Min(Y[source.Seed], Y[source.Neighbor]),
                    source.Neighbor < 0 ? 41 : Math.Max(Y[source.Seed], Y[source.Neighbor]));
            }
            else
            {
                Assert.Equal(Y[source.Seed], made.Targets[i]);
                Assert.Equal(X[source.Seed, 0], made.Features[i, 0]);
            }
        }

        var extreme = Make(name, options with { Balance = RegressionBalance.Extreme })
            .Resample(X, Y, new RandomStream(1), TestContext.Current.CancellationToken);
        Assert.True(extreme.Targets.Count(t => Large.At(t) >= 0.8) > extreme.Targets.Length / 2);
    }

    [Theory]
    [MemberData(nameof(Resamplers))]
    public void Faults_are_named(string name)
    {
        var resampler = Make(name, new() { Relevance = Large });
        Assert.Throws<ArgumentException>(() => resampler.Resample(X, Y.AsSpan(1), new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => resampler.Resample(X, [.. Y[..44], double.NaN], new RandomStream(1)));
        Assert.Contains("are common", Assert.Throws<ArgumentException>(() => resampler.Resample(X, new double[45], new RandomStream(1)))
            .Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Make(name, new() { Relevance = Large, Categorical = [2] })
            .Resample(X, Y, new RandomStream(1)));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() => Make(name, new() { Threshold = 0, K = 0, Perturbation = 0 })
            .Resample(X, Y, new RandomStream(1))).Faults.Count);
    }

    [Fact]
    public void A_lonely_rare_row_is_repeated_and_few_neighbours_are_told()
    {
        var alone = new Smoter(new() { Relevance = Large }).Resample(X.SelectRows([.. Enumerable.Range(0, 41)]), Y.AsSpan(0, 41),
            new RandomStream(1));
        Assert.Contains("is alone", Assert.Single(alone.Notes), StringComparison.Ordinal);
        Assert.All(alone.Provenance.Where(p => p.Kind != RowKind.Original), p => Assert.Equal((RowKind.Duplicate, 40), (p.Kind, p.Seed)));
        var few = new Smogn(new() { Relevance = Large, K = 9 }).Resample(X, Y, new RandomStream(1));
        Assert.Contains("4 neighbours", Assert.Single(few.Notes), StringComparison.Ordinal);
        Assert.Contains(few.Provenance, p => p.Kind == RowKind.Synthetic && p.Neighbor < 0);
    }

    [Fact]
    public void Interpolated_targets_are_weighted_by_nearness()
    {
        // Two rare rows at 0 and 10: a row at 10 u has the target 100 + 20 u.
        var x = DenseMatrix.FromRows([.. Enumerable.Range(0, 20).Select(i => new[] { (double)i }), [0], [10]]);
        double[] y = [.. Enumerable.Range(0, 20).Select(i => (double)(i % 4)), 100, 120];
        var made = new Smoter(new() { Relevance = new([new(0, 0), new(50, 1)]) }).Resample(x, y, new RandomStream(3));
        var synthetic = Enumerable.Range(0, made.Targets.Length).Where(i => made.Provenance[i].Kind == RowKind.Synthetic).ToArray();
        Assert.NotEmpty(synthetic);
        Assert.All(synthetic, i => Assert.Equal(100 + (2 * made.Features[i, 0]), made.Targets[i], 1e-9));
    }

    [Fact]
    public void Smoothing_by_hand_and_without_a_kernel_inverse_counts()
    {
        double[] y = [0, 0.1, 0.2, 0.3, 3.9, 4];
        double[] plain = LabelDistributionSmoothing.Weights(y, new() { Bins = 4, KernelBins = 0, Root = false });
        // Bins hold 4, 0, 0, 2: weights 1/4 and 1/2, scaled to mean 1.
        Near([.75, .75, .75, .75, 1.5, 1.5], plain);
        var kernel = Math.Exp(-0.5);
        var near = LabelDistributionSmoothing.Weights([0, 0.1, 1.5, 4],
            new() { Bins = 4, KernelBins = 1, KernelDeviation = 1, Root = false });
        double[] raw = [1 / (2 + kernel), 1 / (2 + kernel), 1 / (1 + (2 * kernel)), 1];
        Near([.. raw.Select(w => w / raw.Average())], near);
        Assert.All(LabelDistributionSmoothing.Weights([5, 5, 5]), w => Assert.Equal(1, w));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new LabelDistributionSmoothingOptions { Bins = 1, KernelBins = -1, KernelDeviation = 0 }.Validate()).Faults.Count);
    }

    [Fact]
    public void The_relevance_area_is_the_integral_and_bins_hold_every_row()
    {
        var random = new RandomStream(4);
        double[] predicted = [.. Y.Select(v => (0.6 * v) + random.NextNormal())];
        var found = RegressionEvaluation.Of(Y, predicted, Large, 4);
        var area = 0.0;
        for (var step = 0; step < 2000; step++)
        {
            var t = (step + 0.5) / 2000;
            area += Enumerable.Range(0, Y.Length).Where(i => Large.At(Y[i]) >= t)
                .Sum(i => (predicted[i] - Y[i]) * (predicted[i] - Y[i])) / 2000;
        }

        Assert.Equal(area, found.Sera, 0.01 * area);
        Assert.Equal(45, found.Bins.Sum(b => b.Rows));
        Assert.True(found.Bins[^1].Bias < -5);
        Assert.Equal(found.Sera / Large.At(Y).Sum(), found.RelevanceWeightedError, 1e-12);
        Assert.Equal(0, RegressionEvaluation.Of(Y, Y, Large).Sera);
        Assert.Equal(1, RegressionEvaluation.Of(Y, Y, Large).RSquared);
        Assert.Throws<ArgumentException>(() => RegressionEvaluation.Of(Y, [1.0], Large));
        Assert.True(double.IsNaN(RegressionEvaluation.Of([0.0], [1.0], Large).RelevanceWeightedError));
    }

    private static IRegressionResampler Make(string name, RegressionResamplingOptions options) =>
        (IRegressionResampler)Activator.CreateInstance(typeof(IRegressionResampler)
            .Assembly.GetType($"Counterpoise.ImbalancedRegression.{name}")!, options)!;

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12);
    }
}
