using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Steps;

/// <summary>Small problems that are not classification of images, each with a step of its own.</summary>
internal sealed class ToyRun : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public required ITrainingStep Step { get; init; }

    public required INamedBatchSource Source { get; init; }

    public required IBatchSampler Sampler { get; init; }

    /// <summary>True rows of a meta-weight run have 0 here, mislabelled ones 1.</summary>
    public int[] Wrong { get; private init; } = [];

    public static IReadOnlyDictionary<string, Func<ToyRun>> All { get; } = new Dictionary<string, Func<ToyRun>>
    {
        ["adversarial"] = Adversarial,
        ["meta-weight"] = MetaWeight,
        ["episodic"] = Episodic,
        ["weighted-regression"] = WeightedRegression,
    };

    /// <summary>Real rows are N(3, 0.5²).</summary>
    public static ToyRun Adversarial()
    {
        var stream = new RandomStream(5, "real");
        var real = Rows(256, 1, (_, _) => 3 + (0.5 * stream.NextNormal()));
        var generator = new Linear(4, 1).Initialize(1);
        var discriminator = new Sequential(new Linear(1, 16), Activations.LeakyRelu(0.2), new Linear(16, 1)).Initialize(2);
        var optimizer = new OptimizerSettings { LearningRate = 0.02, Beta1 = 0.5 };
        var step = new AdversarialStep(generator, discriminator,
            new AdversarialStepOptions { NoiseSize = 4, Seed = 9, Generator = optimizer, Discriminator = optimizer });
        return new ToyRun { Step = step, Source = new NamedTensorSource(new Dictionary<string, Tensor> { ["real"] = real }),
            Sampler = new ShuffledBatches(256, 64, 3) }
            .Own(step, generator, discriminator, real);
    }

    /// <summary>Two classes 3 apart, of whose labels four in ten are wrong, and 20 clean rows.</summary>
    public static ToyRun MetaWeight()
    {
        var stream = new RandomStream(6, "rows");
        int[] truth = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        int[] wrong = [.. truth.Select(_ => stream.NextDouble() < 0.4 ? 1 : 0)];
        double Place(int label) => (label == 0 ? -1.5 : 1.5) + stream.NextNormal();
        var inputs = Rows(200, 2, (i, d) => d == 0 ? Place(truth[i]) : stream.NextNormal());
        var clean = Rows(20, 2, (i, d) => d == 0 ? Place(i % 2) : stream.NextNormal());
        var labels = Labels([.. truth.Zip(wrong, (t, w) => (long)(t ^ w))]);
        var cleanLabels = Labels([.. Enumerable.Range(0, 20).Select(i => (long)(i % 2))]);
        var model = new Sequential(new Linear(2, 8), new BatchNorm1d(8), Activations.Relu(), new Dropout(0.1), new Linear(8, 2))
            .Initialize(1);
        var weights = new WeightNetwork(1, 16).Initialize(2);
        var meta = new EndlessBatches(Labelled(clean, cleanLabels), new ShuffledBatches(20, 10, 8));
        var options = new MetaWeightOptions
        {
            Model = new OptimizerSettings { Kind = OptimizerKind.Sgd, LearningRate = 0.1 },
            Weights = new OptimizerSettings { LearningRate = 0.02 },
        };
        var step = new MetaWeightStep(model, b => new ModelOutput(model.Forward(b.Input("x"))), RowLosses, weights, meta, options);
        return new ToyRun { Step = step, Source = Labelled(inputs, labels), Sampler = new ShuffledBatches(200, 50, 3), Wrong = wrong }
            .Own(step, model, weights, inputs, clean, labels, cleanLabels);
    }

    /// <summary>Twelve classes told apart in two of six directions, the others are louder noise.</summary>
    public static ToyRun Episodic()
    {
        var (inputs, labels) = Classes(12, 10, 7);
        var model = new Linear(6, 2, bias: false).Initialize(1);
        var step = new EpisodicStep(model, b => model.Forward(b.Input("x")), 3, 5, new OptimizerSettings { LearningRate = 0.03 });
        return new ToyRun
        {
            Step = step,
            Source = new NamedTensorSource(new Dictionary<string, Tensor> { ["x"] = inputs }),
            Sampler = new EpisodicBatches(labels, 4, 3, 5, 10, 3),
        }.Own(step, model, inputs);
    }

    /// <summary>y = 2 u − 3 v over two inputs; every third row is nonsense and has weight 0.</summary>
    public static ToyRun WeightedRegression()
    {
        var stream = new RandomStream(8, "rows");
        var (u, v) = (Rows(90, 1, (_, _) => stream.NextNormal()), Rows(90, 1, (_, _) => stream.NextNormal()));
        using var scope = torch.NewDisposeScope();
        var nonsense = Rows(90, 1, (i, _) => i % 3 == 0 ? 100 : 0);
        var y = ((u * 2) - (v * 3) + nonsense).DetachFromDisposeScope();
        var rowWeights = Tensor.FromArray(Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? 0f : 1.5f).ToArray()).DetachFromDisposeScope();
        var model = new Linear(2, 1, bias: false).Initialize(1);
        var step = new GradientStep(
            model, b => new ModelOutput(model.Forward(Tensor.Concatenate([b.Input("u"), b.Input("v")], 1))), RowObjective.SquaredError("y"),
            new OptimizerSettings { LearningRate = 0.1 });
        var source = new NamedTensorSource(
            new OrderedDictionary<string, Tensor> { ["u"] = u, ["v"] = v }, new Dictionary<string, Tensor> { ["y"] = y }, rowWeights);
        return new ToyRun { Step = step, Source = source, Sampler = new ShuffledBatches(90, 30, 3) }.Own(step, model, u, v, y, rowWeights);
    }

    /// <summary>Rows of classes whose means lie in the first two of six directions.</summary>
    public static (Tensor Inputs, int[] Labels) Classes(int classes, int rows, ulong seed)
    {
        var stream = new RandomStream(seed, "classes");
        var means = Enumerable.Range(0, classes).Select(_ => (X: 3 * stream.NextNormal(), Y: 3 * stream.NextNormal())).ToArray();
        int[] labels = [.. Enumerable.Range(0, classes * rows).Select(i => i / rows)];
        return (Rows(labels.Length, 6, (i, d) => d == 0 ? means[labels[i]].X + (0.3 * stream.NextNormal()) : d == 1
            ? means[labels[i]].Y + (0.3 * stream.NextNormal()) : 4 * stream.NextNormal()), labels);
    }

    public static LoopOptions Options(int epochs) => new() { Stages = [new TrainingStage { Name = "all", Epochs = epochs }],
        CheckpointSteps = 3 };

    public float[] Weights() => [.. Step.Parts.Values.Prepend(Step.Model).SelectMany(m => m.StateDict().Values)
        .Where(t => t.Type == ScalarType.Float32).SelectMany(t => t.Detach().Reshape(-1).ToArray<float>())];

    public void Dispose() => _owned.ForEach(o => o.Dispose());

    public static Tensor RowLosses(ModelOutput output, NamedBatch batch) =>
        nn.functional.cross_entropy(output.Prediction, batch.Target("label"), reduction: nn.Reduction.None);

    public static NamedTensorSource Labelled(Tensor inputs, Tensor labels) =>
        new(new Dictionary<string, Tensor> { ["x"] = inputs }, new Dictionary<string, Tensor> { ["label"] = labels });

    private static Tensor Labels(long[] labels) => Tensor.FromArray(labels).DetachFromDisposeScope();

    private static Tensor Rows(int rows, int columns, Func<int, int, double> value)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)value(i / columns, i % columns);
        }

        return Tensor.FromArray(values, rows, columns).DetachFromDisposeScope();
    }

    private ToyRun Own(params IDisposable[] owned)
    {
        _owned.AddRange(owned);
        return this;
    }
}
