using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

public class NormStatisticsTests
{
    [Theory]
    [InlineData(0.001, true)]
    [InlineData(0.3, true)]
    [InlineData(null, true)]
    [InlineData(0.1, false)]
    public void Measured_statistics_are_the_averages_of_the_batches(double? momentum, bool own)
    {
        using var scope = torch.NewDisposeScope();
        var generator = new torch.Generator(3);
        nn.Module<Tensor, Tensor> norm = own
            ? new BatchNorm1d(4, new BatchNormOptions { Momentum = momentum }).Initialize(1)
            : nn.BatchNorm1d(4, momentum: momentum!.Value);
        Tensor[] batches = [.. Enumerable.Range(0, 3).Select(i => (torch.randn([8, 4], generator: generator) * (i + 1)) + i)];
        norm.train();
        Assert.Equal(3, NormStatistics.Measure(norm, batches.Select(b => (Action)(() => norm.call(b)))));
        var state = norm.StateDict();
        Near(batches.Select(b => b.mean([0])), state["running_mean"]);
        Near(batches.Select(b => b.var([0], unbiased: true)), state["running_var"]);
    }

    [Fact]
    public void Weights_noise_and_layers_in_eval_mode_stay_as_they_are()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new TinyClassifier(3, 3).Initialize(1);
        var input = torch.ones([6, 3]);
        model.train();
        var noise = model.NoiseStates();
        var weights = model.StateDict()["features.weight"].ToArray<float>();
        NormStatistics.Measure(model, [() => model.Forward(input)]);
        Assert.Equal(noise, model.NoiseStates());
        Assert.Equal(weights, model.StateDict()["features.weight"].ToArray<float>());
        var before = model.StateDict()["norm.running_mean"].ToArray<float>();
        model.FreezeStatistics();
        Assert.Equal(0, NormStatistics.Measure(model, [() => model.Forward(input * 5)]));
        Assert.Equal(before, model.StateDict()["norm.running_mean"].ToArray<float>());
        model.train();
        NormStatistics.Measure(model, []);
        Assert.Equal(before, model.StateDict()["norm.running_mean"].ToArray<float>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.9)]
    public void Measuring_cures_a_short_training_whose_statistics_lag_behind_without_changing_a_loss(double? decay)
    {
        var (lagging, losses) = Fit(0, decay);
        var (measured, same) = Fit(7, decay);
        Assert.Equal(losses, same);
        Assert.True(measured > 0.8 && lagging < 0.6, $"{lagging} lagging, {measured} measured");
    }

    private static (double Recall, double[] Losses) Fit(int batches, double? decay)
    {
        using var scope = torch.NewDisposeScope();
        using var train = new Blobs(1);
        using var model = new LaggingClassifier().Initialize(3);
        using var trainer = new Trainer(
            model, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts), null,
            new TrainerOptions { Epochs = 12, BatchSize = 16, LearningRate = 0.05, Seed = 3, NormBatches = batches, EmaDecay = decay });
        var result = trainer.Fit(train.Source, train.Source);
        var predictions = Predictor.Run(model, train.Source);
        var recalls = Enumerable.Range(0, 3).Select(c => train.Labels.Select((label, i) => (label, i)).Where(r => r.label == c)
            .Average(r => Array.IndexOf(predictions.Probabilities, predictions.Probabilities[(r.i * 3)..((r.i * 3) + 3)].Max(), r.i * 3, 3)
                - (r.i * 3) == c ? 1.0 : 0));
        return (recalls.Average(), [.. result.Curve.Select(e => e.Loss)]);
    }

    private static void Near(IEnumerable<Tensor> each, Tensor found)
    {
        var expected = torch.stack([.. each]).mean([0]).ToArray<float>();
        Assert.All(expected.Zip(found.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-4));
    }

    /// <summary>Inputs far from 0 and a momentum that leaves the running statistics where they began.</summary>
    private sealed class LaggingClassifier : Counterpoise.Learning.Models.EmbeddingClassifier
    {
        private readonly BatchNorm1d _norm;
        private readonly Linear _hidden;
        private readonly Linear _head;

        public LaggingClassifier()
        {
            _hidden = this.AddChild("hidden", new Linear(3, 16));
            _norm = this.AddChild("norm", new BatchNorm1d(16, new BatchNormOptions { Momentum = 1e-4 }));
            _head = this.AddChild("head", new Linear(16, 3));
        }

        public override int ClassCount => 3;

        public override int EmbeddingSize => 16;

        public override string Architecture => "lagging";

        public override bool IsBackbone(string parameterName) => false;

        public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
        {
            var embedding = _norm.Forward(_hidden.Forward((input * 20) + 100)).Relu();
            return (embedding, _head.Forward(embedding));
        }

        public override void FreezeStatistics() => _norm.Eval();
    }
}
