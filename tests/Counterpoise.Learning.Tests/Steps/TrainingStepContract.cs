using Counterpoise.Comparisons;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;

namespace Counterpoise.Tests.Learning.Steps;

/// <summary>What every step has to hold to, whatever it trains.</summary>
public class TrainingStepContract
{
    public static TheoryData<string> Names => [.. ToyRun.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Interrupted_and_resumed_a_run_ends_with_the_same_bits(string name)
    {
        using var folder = new TemporaryFolder();
        var expected = Run(name, folder.File("whole"), int.MaxValue);
        Assert.Equal(expected, Run(name, null, int.MaxValue));
        Assert.Null(Run(name, folder.File("broken"), 4));
        Assert.Null(Run(name, folder.File("broken"), 3));
        Assert.Equal(expected, Run(name, folder.File("broken"), int.MaxValue));
        Assert.Equal(File.ReadAllText(folder.File("whole/metrics.csv")), File.ReadAllText(folder.File("broken/metrics.csv")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_log_names_every_term_of_the_loss(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.All[name]();
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(2));
        var result = loop.Fit(toy.Source, toy.Sampler);
        Assert.Equal(2 * toy.Sampler.BatchesPerEpoch, result.Steps);
        Assert.All(result.Records, record => Assert.All(record.Values, value => Assert.True(double.IsFinite(value))));
        Assert.True(result.Records[0].Count > 3, string.Join(", ", result.Records[0].Keys));
    }

    private static float[]? Run(string name, string? path, int interruptAfter)
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.All[name]();
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(3));
        using var cancellation = new CancellationTokenSource();
        var run = path is null ? null : RunFolder.Open(path, new Dictionary<string, string>(), new ComparisonEnvironment(),
            new Dictionary<string, string>(), resume: true);
        try
        {
            loop.Fit(toy.Source, toy.Sampler, null, run, [new Stopper(interruptAfter, cancellation)], cancellation.Token);
            return toy.Weights();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Stopper(int after, CancellationTokenSource cancellation) : ITrainingObserver
    {
        private int _steps;

        public string Name => "stopper";

        public void OnStep(StepReport report)
        {
            if (++_steps >= after)
            {
                cancellation.Cancel();
            }
        }
    }
}
