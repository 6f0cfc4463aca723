using System.Text.Json;
using Counterpoise.Tests.Torch.Modules;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Optimizers;

/// <summary>Learning rates of both groups against torch.optim.lr_scheduler: oracles/optimizers.py.</summary>
public sealed class ScheduleTests
{
    private static readonly JsonElement Root = OracleJson.Read("optimizers.json");

    [Theory]
    [InlineData("constant")]
    [InlineData("step")]
    [InlineData("multistep")]
    [InlineData("one cycle")]
    [InlineData("cosine")]
    [InlineData("cosine warm")]
    public void A_schedule_gives_PyTorchs_rates(string name)
    {
        using var scope = torch.NewDisposeScope();
        LearningRateSchedule schedule = name switch
        {
            "step" => new StepSchedule(6, 0.3),
            "multistep" => new MultiStepSchedule([15, 3, 7]),
            "one cycle" => new OneCycleSchedule(21),
            "cosine" => new CosineSchedule(19, 0.002),
            "cosine warm" => new WarmUpSchedule(5, new CosineSchedule(15, 0.001), 0.2),
            _ => new ConstantSchedule(),
        };
        using var optimizer = Two();
        for (var t = 0; t < Problem.Steps; t++)
        {
            schedule.Apply(optimizer, t);
            Wave.Equal(Root.GetProperty("schedules").GetProperty(name)[t].Doubles(), Rates(optimizer), 1e-15, $"step {t}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_plateau_lowers_the_rates_when_PyTorch_does(bool larger)
    {
        using var scope = torch.NewDisposeScope();
        using var optimizer = Two();
        var plateau = new ReduceOnPlateau(optimizer, larger
            ? new() { LargerIsBetter = true, Factor = 0.2, Patience = 1, Cooldown = 2, Threshold = 0.01, ThresholdIsRelative = false }
            : new() { Factor = 0.5, Patience = 2, Lowest = 0.02 });
        var expected = Root.GetProperty("schedules").GetProperty(larger ? "plateau max" : "plateau min");
        var metric = Root.GetProperty("metric").Doubles();
        for (var t = 0; t < Problem.Steps; t++)
        {
            Wave.Equal(expected[t].Doubles(), Rates(optimizer), 1e-15, $"step {t}");
            plateau.Observe(larger ? 1 - metric[t] : metric[t]);
        }
    }

    [Fact]
    public void A_plateau_goes_on_from_a_saved_state()
    {
        using var scope = torch.NewDisposeScope();
        using var optimizer = Two();
        var first = new ReduceOnPlateau(optimizer, new() { Patience = 1 });
        Assert.False(first.Observe(1));
        Assert.False(first.Observe(2));
        var second = new ReduceOnPlateau(optimizer, new() { Patience = 1 }) { State = first.State };
        Assert.True(second.Observe(2));
        Wave.Equal([0.01, 0.005], Rates(optimizer), 1e-15, "rates");
    }

    [Fact]
    public void The_cosine_stays_at_its_lowest_after_the_end()
        => Assert.Equal(0.5, new CosineSchedule(10, 0.5).RateAt(1000, 2));

    [Fact]
    public void Options_out_of_range_are_refused_with_every_fault()
    {
        using var scope = torch.NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new StepSchedule(0, -1));
        Assert.Contains("every is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("factor is -1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Factor is 2", Assert.Throws<ArgumentException>(() => new ReduceOnPlateau(Two(), new() { Factor = 2 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CosineSchedule(0));
        Assert.Throws<ArgumentException>(() => new OneCycleSchedule(0, 1));
        Assert.Throws<ArgumentException>(() => new MultiStepSchedule([-1]));
        Assert.Throws<ArgumentException>(() => new WarmUpSchedule(-1, new ConstantSchedule()));
    }

    private static Sgd Two() => new(([Tensor.Ones(1).WithGrad()], new() { LearningRate = 0.1 }),
        ([Tensor.Ones(1).WithGrad()], new() { LearningRate = 0.05 }));

    private static double[] Rates(Optimizer optimizer) => [.. optimizer.Groups.Select(g => g.LearningRate)];
}
