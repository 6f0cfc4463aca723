using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>
/// Trains a network that has arrived for a few more epochs with the rounding of its int8 form in the forward pass
/// (<see cref="QuantizationAwareNetwork"/>), towards the probabilities that it gave before: what it decides stays, and labels that a long
/// training has learnt by heart do not pull. Keeps the epoch whose int8 form is nearest on validation rows, or none.
/// </summary>
/// <remarks>Every class counts alike, however rare: int8 is judged by the recall of the minority. To train by labels, give
/// a <see cref="QuantizationAwareNetwork"/> to a <see cref="Trainer"/>.</remarks>
public static class QuantizationAwareTraining
{
    /// <summary>Trains on.</summary>
    /// <param name="graph">The trained network, from an input to logits.</param>
    /// <param name="ranges">The ranges of its values, as <see cref="PostTrainingQuantizer"/> takes them from calibration rows; that of a
    /// softmax which it added at the end is not needed.</param>
    /// <param name="training">The training rows; of their classes only the counts matter.</param>
    /// <param name="validation">Rows that decide which epoch is kept; null keeps the last.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Is told the epochs that are done.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The network or the rows cannot be trained so.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static QuantizationAwareResult Run(LayerGraph graph, IReadOnlyList<ValueRange> ranges, IBatchSource training,
        IBatchSource? validation, QuantizationAwareOptions? options = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentNullException.ThrowIfNull(training);
        options ??= new QuantizationAwareOptions();
        options.Validate();
        using var student = new QuantizationAwareNetwork(graph, [.. ranges.Take(graph.Shapes.Count)]);
        using var teacher = new QuantizationAwareNetwork(graph, null);
        teacher.eval();
        double Measure(IBatchSource rows, CancellationToken token) => Divergence(teacher, student, rows, options.BatchSize, token);
        double? before = validation is null ? null : Measure(validation, cancellationToken);
        using var step = new GradientStep(student, batch => Forward(teacher, student, (TrainingBatch)batch),
            new DivergenceObjective(training.Labels, student.ClassCount),
            new OptimizerSettings { LearningRate = options.LearningRate, WeightDecay = 0 });
        var sampler = new ShuffledBatches(training.Labels.Count, options.BatchSize, options.Seed);
        using var loop = new TrainingLoop(step, new LoopOptions
        {
            Stages = [new TrainingStage { Name = "int8", Epochs = options.Epochs }],
            Schedule = new CosineSchedule((long)options.Epochs * sampler.BatchesPerEpoch),
        });
        var evaluator = validation is null ? null
            : new MeasuredEvaluator("divergence", higherIsBetter: false, token => Measure(validation, token));
        var trained = loop.Fit(new OneView(training), sampler, evaluator, observers: [new EpochsDone(progress)],
            cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return trained.BestMetric is { } after && !(after < before) ? new QuantizationAwareResult(graph, 0, before, before)
            : new QuantizationAwareResult(student.ToGraph(), trained.BestEpoch, before, trained.BestMetric);
    }

    private static ModelOutput Forward(QuantizationAwareNetwork teacher, QuantizationAwareNetwork student, TrainingBatch batch)
    {
        Tensor wanted;
        using (torch.no_grad()) wanted = teacher.forward(batch.Views[0]).Logits;
        return new ModelOutput(student.forward(batch.Views[0]).Logits)
        {
            Extras = new Dictionary<string, Tensor> { [DivergenceObjective.Teacher] = wanted },
        };
    }

    private static double Divergence(QuantizationAwareNetwork teacher, QuantizationAwareNetwork student, IBatchSource rows, int batchSize,
        CancellationToken cancellationToken)
    {
        using var still = torch.no_grad();
        var found = new List<double>();
        foreach (var batch in rows.Read([.. Enumerable.Range(0, rows.Labels.Count).Chunk(batchSize)], 0, 1, cancellationToken))
        {
            using var scope = torch.NewDisposeScope();
            using (batch)
            {
                var output = Forward(teacher, student, batch);
                found.AddRange(DivergenceObjective.Rows(output.Extra(DivergenceObjective.Teacher), output.Prediction)
                    .to(torch.float64).ToArray<double>());
            }
        }

        // The mean of the classes' means.
        return rows.Labels.Zip(found).GroupBy(p => p.First, p => p.Second).Average(own => own.Average());
    }

    private sealed class OneView(IBatchSource source) : INamedBatchSource
    {
        public int RowCount => source.Labels.Count;

        public IEnumerable<NamedBatch> Read(IReadOnlyList<int[]> batches, int epoch, CancellationToken cancellationToken) =>
            source.Read(batches, epoch, 1, cancellationToken);
    }

    private sealed class EpochsDone(IProgress<int>? progress) : ITrainingObserver
    {
        public string Name => "epochs";

        public void OnEpoch(EpochReport report) => progress?.Report(report.Epoch + 1);
    }
}
