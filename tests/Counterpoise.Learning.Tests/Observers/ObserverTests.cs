using Counterpoise.Comparisons;
using Counterpoise.Learning.Logging;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Observers;

public class ObserverTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Fact]
    public void Row_dynamics_are_those_of_the_logits_by_hand()
    {
        using var scope = torch.NewDisposeScope();
        using var observer = new RowDynamicsObserver(3);
        // Row 0 has the logit of its class at ln 3, ln 1 = 0 and ln 3 against 0: p = 3/4, 1/2 and 3/4; the tie goes to class 0.
        foreach (var logit in new[] { Math.Log(3), 0, Math.Log(3) })
        {
            using var batch = new Counterpoise.Learning.Batches.NamedBatch(
                [KeyValuePair.Create("x", Tensor.Zeros([1, 1], ScalarType.Float64))],
                    [KeyValuePair.Create("label", Tensor.FromArray(new long[] { 1 }))]);
            var logits = Tensor.FromArray(new[] { 0, logit }, 1, 2);
            observer.OnStep(new StepReport(new StepPosition(0, 0, [2], [2]), 1, batch, new(new LossTerms(logits.Sum()), new(logits)),
                () => new EpochTotals()));
        }

        Assert.Equal(0, observer.Rows()[0].TimesSeen);
        var row = observer.Rows()[2];
        Assert.Equal((3, 1), (row.TimesSeen, row.Forgettings));
        Assert.Equal(2 / 3.0, row.Confidence, 1e-12);
        Assert.Equal(Math.Sqrt(1 / 72.0), row.Variability, 1e-12);
        Assert.Equal(2 / 3.0, row.Correctness, 1e-12);
        Assert.Equal(((2 * Math.Log(4 / 3.0)) + Math.Log(2)) / 3, row.Hardness, 1e-12);
    }

    [Fact]
    public void Row_dynamics_survive_an_interruption_and_find_the_mislabelled_row()
    {
        using var folder = new TemporaryFolder();
        var whole = Dynamics(folder.File("whole"), int.MaxValue)!;
        Assert.Null(Dynamics(folder.File("broken"), 5));
        Assert.Equal(whole, Dynamics(folder.File("broken"), int.MaxValue));
        Assert.All(whole, row => Assert.Equal(8, row.TimesSeen));
        Assert.Equal(0, whole.OrderByDescending(row => row.Hardness).First().Row);
    }

    [Fact]
    public void An_epoch_stands_in_the_files_that_MLflow_reads_and_a_resumed_one_once()
    {
        using var folder = new TemporaryFolder();
        var run = new MlflowRun(folder.Path, "imbalance's", "first/run", new Dictionary<string, string> { ["learning_rate"] = "0.1" },
            Start);
        var observer = new MlflowObserver(run, new Clock());
        foreach (var epoch in new[] { 0, 1, 2 })
        {
            observer.OnEpoch(new EpochReport(epoch, new Dictionary<string, double> { ["loss"] = 1.5 - epoch, ["nothing"] = double.NaN },
                null, false, null));
        }

        var again = new MlflowObserver(new MlflowRun(folder.Path, "imbalance's", "first/run", null, Start), new Clock());
        again.Begin(1);
        again.OnEpoch(new EpochReport(1, new Dictionary<string, double> { ["loss"] = 0.25 }, null, false, null));
        Assert.Equal("1700000000000 1.5 0\n1700000000000 0.25 1\n", File.ReadAllText(Path.Combine(run.Path, "metrics", "loss")));
        Assert.False(File.Exists(Path.Combine(run.Path, "metrics", "nothing")));
        Assert.Equal("0.1", File.ReadAllText(Path.Combine(run.Path, "params", "learning_rate")));
        Assert.Equal("first/run", File.ReadAllText(Path.Combine(run.Path, "tags", "mlflow.runName")));
        Assert.Matches("^[0-9a-f]{32}$", run.RunId);
        var meta = File.ReadAllText(Path.Combine(run.Path, "meta.yaml"));
        Assert.Contains($"run_id: {run.RunId}\n", meta);
        Assert.Contains("status: 1\n", meta);
        run.Finish(Start);
        Assert.Contains("status: 3\n", File.ReadAllText(Path.Combine(run.Path, "meta.yaml")));
        Assert.Contains("name: 'imbalance''s'\n", File.ReadAllText(Path.Combine(Path.GetDirectoryName(run.Path)!, "meta.yaml")));
    }

    [Fact]
    public void Two_observers_of_one_name_are_refused()
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        using var trainer = Create(model);
        using var one = new RowDynamicsObserver(100);
        using var two = new RowDynamicsObserver(100);
        Assert.Contains("'row-dynamics'", Assert.Throws<ArgumentException>(() => trainer.Fit(train.Source, null, [one, two])).Message);
    }

    private static Trainer Create(TinyClassifier model) => new(
        model, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts), null,
        new TrainerOptions { Epochs = 8, BatchSize = 16, LearningRate = 0.05, Seed = 3, CheckpointSteps = 2 });

    private static RowDynamics[]? Dynamics(string path, int interruptAfter)
    {
        using var train = new Blobs(1);
        // The first row of class 0 is called class 1.
        train.Labels[0] = 1;
        using var model = new TinyClassifier(3, 3, dropout: 0).Initialize(3);
        using var trainer = Create(model);
        using var observer = new RowDynamicsObserver(train.Labels.Length);
        using var cancellation = new CancellationTokenSource();
        var run = RunFolder.Open(path, new Dictionary<string, string>(), new ComparisonEnvironment(), new Dictionary<string, string>(),
            resume: true);
        var steps = 0;
        try
        {
            trainer.Fit(train.Source, null, [observer], run, new Steps(() =>
            {
                if (++steps >= interruptAfter)
                {
                    cancellation.Cancel();
                }
            }), cancellation.Token);
            return [.. observer.Rows()];
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start;
    }

    private sealed class Steps(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action();
    }
}
