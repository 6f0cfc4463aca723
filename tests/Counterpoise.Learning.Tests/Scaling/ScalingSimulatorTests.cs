using Counterpoise.Learning.Scaling;
using Counterpoise.Options;

namespace Counterpoise.Tests.Learning.Scaling;

public class ScalingSimulatorTests
{
    private static readonly ScalingOptions Options = new() { Ranks = 4, BatchSize = 128, SecondsPerStep = 0.01, SecondsPerRow = 0.002,
        GradientBytes = 12e6, Latency = 1e-3, Bandwidth = 1e9 };

    [Fact]
    public void A_step_without_jitter_is_the_formula()
    {
        // 32 rows: 0.01 + 0.064 = 0.074 s; ln₂ 4 = 2: 4 ms of latency, 1.5 · 12 MB at 1 GB/s = 18 ms.
        var estimate = ScalingSimulator.Run(Options);
        Assert.Equal(0.074, estimate.Compute, 1e-12);
        Assert.Equal(0.022, estimate.Communication, 1e-12);
        Assert.Equal(0.096, estimate.Seconds, 1e-12);
        Assert.Equal(0, estimate.Waiting, 1e-12);
        Assert.Equal(18e6, estimate.BytesPerRank, 1e-3);
        Assert.Equal(0.266 / 0.096 / 4, estimate.Efficiency, 1e-12);
    }

    [Fact]
    public void One_rank_sends_nothing_and_is_the_measure_of_the_others()
    {
        var estimate = ScalingSimulator.Run(Options with { Ranks = 1 });
        Assert.Equal((0, 0, 1), (estimate.Communication, estimate.BytesPerRank, estimate.Efficiency));
    }

    [Fact]
    public void Overlap_hides_messages_and_never_more_than_there_are()
    {
        Assert.Equal(0.022 - 0.0148, ScalingSimulator.Run(Options with { Overlap = 0.2 }).Communication, 1e-12);
        Assert.Equal(0, ScalingSimulator.Run(Options with { Overlap = 1 }).Communication);
    }

    [Fact]
    public void Ranks_that_share_cores_compute_one_after_the_other()
    {
        Assert.Equal(2 * 0.074, ScalingSimulator.Run(Options with { SharedCores = 2 }).Compute, 1e-12);
        Assert.Equal(0.074, ScalingSimulator.Run(Options with { SharedCores = 8 }).Compute, 1e-12);
    }

    [Fact]
    public void Cores_of_one_machine_slow_each_other_and_those_of_several_do_not()
    {
        Assert.Equal(1.5 * 2 * 0.074, ScalingSimulator.Run(Options with { SharedCores = 2, Contention = 1.5 }).Compute, 1e-12);
        Assert.Equal(0.074, ScalingSimulator.Run(Options with { Contention = 1.5 }).Compute, 1e-12);
        Assert.Equal(ScalingSimulator.Run(Options with { Ranks = 1 }).Seconds,
            ScalingSimulator.Run(Options with { Ranks = 1, SharedCores = 2, Contention = 1.5 }).Seconds, 1e-12);
        Assert.Throws<InvalidOptionsException>(() => (Options with { Contention = 0.9 }).Validate());
    }

    [Fact]
    public void Short_messages_cost_their_latency()
    {
        Assert.Equal(0.022 + (10 * (4e-3 + 12e-9)), ScalingSimulator.Run(Options with { ShortMessages = 10 }).Communication, 1e-12);
    }

    [Fact]
    public void The_slowest_of_many_ranks_is_waited_for()
    {
        var jitter = Options with { Jitter = 0.1, Steps = 20_000 };
        Assert.InRange(ScalingSimulator.Run(jitter with { Ranks = 1 }).Waiting / ScalingSimulator.Run(jitter with { Ranks = 1 }).Compute,
            -0.003, 0.003);

        // The largest of two standard normal draws is 0.564 on average.
        var two = ScalingSimulator.Run(jitter with { Ranks = 2 });
        Assert.Equal(0.0564, two.Waiting / two.Compute, 0.003);
        double[] waits = [.. new[] { 2, 8, 64, 1024 }.Select(ranks => ScalingSimulator.Run(jitter with { Ranks = ranks, Steps = 500 }))
            .Select(e => e.Waiting / e.Compute)];
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(ScalingSimulator.Run(jitter), ScalingSimulator.Run(jitter));
    }

    [Fact]
    public void A_rare_class_is_lacking_where_ranks_have_few_rows()
    {
        Assert.Equal(Math.Pow(0.98, 32), ScalingSimulator.ProbabilityWithoutClass(128, 4, 0.02), 1e-12);
        Assert.Equal(0.98, ScalingSimulator.ProbabilityWithoutClass(128, 1024, 0.02), 1e-12);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var error = Assert.Throws<InvalidOptionsException>(() =>
            ScalingSimulator.Run(Options with { Ranks = 0, Bandwidth = 0, Overlap = 2, Jitter = double.NaN }));
        Assert.All(["Ranks is 0", "Bandwidth is 0", "Overlap is 2", "Jitter is NaN"], fault => Assert.Contains(fault, error.Message));
    }
}
