using Counterpoise.Learning.Models;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Steps;

public class MetaWeightStepTests
{
    private static readonly OptimizerSettings Plain = new() { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Momentum = 0,
        Nesterov = false };

    [Fact]
    public void One_iteration_equals_the_golden_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var golden = Golden.MetaWeights;
        var model = new Linear(2, 2, bias: false);
        model.To(ScalarType.Float64);
        Put(model, "weight", 0.2, -0.1, -0.3, 0.4);
        var weights = new WeightNetwork(1, 2);
        weights.To(ScalarType.Float64);
        Put(weights, "layer0.weight", 0.5, -0.7);
        Put(weights, "layer0.bias", 0.1, 0.2);
        Put(weights, "layer1.weight", 0.6, -0.4);
        Put(weights, "layer1.bias", 0.05);
        var meta = ToyRun.Labelled(Tensor.FromArray(new double[] { 1, 0.5, 0.5, 1 }, 2, 2), Tensor.FromArray(new long[] { 0, 1 }));
        var rows = ToyRun.Labelled(Tensor.FromArray(new double[] { 1, 0, 0, 1, 1, 1 }, 3, 2), Tensor.FromArray(new long[] { 0, 1, 0 }));
        using var step = new MetaWeightStep(
            model, b => new ModelOutput(model.Forward(b.Input("x"))), ToyRun.RowLosses, weights,
            new EndlessBatches(meta, new FixedBatches(2, [0, 1])), new MetaWeightOptions { Model = Plain, Weights = Plain });
        using var loop = new TrainingLoop(step, ToyRun.Options(1));
        var result = loop.Fit(rows, new FixedBatches(3, [0, 1, 2]));
        Assert.Equal(golden.Number("meta"), result.Records[0]["meta_loss"], 1e-9);
        Near(golden.Numbers("W_next"), model.StateDict()["weight"]);
        Moved(golden.Numbers("g_a1"), [0.5, -0.7], weights.StateDict()["layer0.weight"]);
        Moved(golden.Numbers("g_b1"), [0.1, 0.2], weights.StateDict()["layer0.bias"]);
        Moved(golden.Numbers("g_a2"), [0.6, -0.4], weights.StateDict()["layer1.weight"]);
        Moved(golden.Numbers("g_b2"), [0.05], weights.StateDict()["layer1.bias"]);
        var losses = Tensor.FromArray(golden.Numbers("train_loss"));
        Near(golden.Numbers("v_after_meta_sgd0.1"), weights.call(losses.Unsqueeze(1)));
    }

    [Fact]
    public void The_gradient_of_the_weight_network_is_that_of_second_order_through_two_layers()
    {
        using var scope = torch.NewDisposeScope();
        var generator = new torch.Generator(4);
        Tensor Draw(params long[] shape) => torch.randn(shape, dtype: ScalarType.Float64, generator: generator);
        var (x, y) = (Draw(12, 3), Tensor.FromArray(Enumerable.Range(0, 12).Select(i => (long)(i % 3)).ToArray()));
        var (metaX, metaY) = (Draw(6, 3), Tensor.FromArray(Enumerable.Range(0, 6).Select(i => (long)(i % 3)).ToArray()));
        var model = new Sequential(new Linear(3, 5), Activations.Tanh(), new Linear(5, 3)).Initialize(1);
        var weights = new WeightNetwork(1, 4, 2).Initialize(2);
        model.To(ScalarType.Float64);
        weights.To(ScalarType.Float64);

        // The oracle: the virtual step as part of the graph.
        Tensor[] own = [.. model.NamedParameters().Select(p => p.Value)];
        Tensor Logits(Tensor input, IReadOnlyList<Tensor> p) =>
            nn.functional.linear(nn.functional.linear(input, p[0], p[1]).tanh(), p[2], p[3]);
        var losses = nn.functional.cross_entropy(Logits(x, own), y, reduction: nn.Reduction.None);
        var v = weights.call(losses.detach().unsqueeze(1));
        var inner = torch.autograd.grad([(v * losses).mean()], own, retain_graph: true, create_graph: true);
        var ahead = own.Zip(inner, (p, g) => p - (0.1 * g)).ToArray();
        nn.functional.cross_entropy(Logits(metaX, ahead), metaY).backward();
        var expected = weights.NamedParameters().ToDictionary(p => p.Key,
            p => (p.Value - (0.1 * p.Value.grad!)).detach().Reshape(-1).ToArray<double>());
        model.zero_grad();
        weights.zero_grad();

        using var step = new MetaWeightStep(
            model, b => new ModelOutput(model.Forward(b.Input("x"))), ToyRun.RowLosses, weights,
            new EndlessBatches(ToyRun.Labelled(metaX, metaY), new FixedBatches(6, [0, 1, 2, 3, 4, 5])),
                new MetaWeightOptions { Model = Plain, Weights = Plain });
        using var loop = new TrainingLoop(step, ToyRun.Options(1));
        loop.Fit(ToyRun.Labelled(x, y), new FixedBatches(12, [.. new[] { Enumerable.Range(0, 12).ToArray() }]));
        foreach (var (name, values) in expected)
        {
            Assert.All(values.Zip(weights.StateDict()[name].Reshape(-1).ToArray<double>()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    [Fact]
    public void With_the_feature_left_out_and_the_loss_appended_the_input_is_the_class_and_the_loss()
    {
        using var scope = torch.NewDisposeScope();
        var output = new ModelOutput(Tensor.Zeros([2, 3], ScalarType.Float64)) { Extras = new Dictionary<string,
            Tensor> { ["h"] = Tensor.FromArray(new double[] { 1, 3, 5, 9 }, 2, 2) } };
        using var batch = new Counterpoise.Learning.Batches.NamedBatch(
            [KeyValuePair.Create("x", Tensor.Zeros([2, 1], ScalarType.Float64))],
                [KeyValuePair.Create("label", Tensor.FromArray(new long[] { 2, 0 }))]);
        var input = WeightInputs.Feature("h", 3, withLoss: true)(output, batch, Tensor.FromArray(new double[] { 0.5, 0.25 }))
            .ToArray<double>();
        // Two features of a row are normalised to −1 and 1, but for ε.
        Assert.All(new[] { -1, 1, 0, 0, 1, 0.5, -1, 1, 1, 0, 0, 0.25 }.Zip(input), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.Contains("no 'stage9'; it gave 'h'", Assert.Throws<KeyNotFoundException>(() =>
            WeightInputs.Feature("stage9", 3)(output, batch, output.Prediction)).Message);
    }

    private static void Put(nn.Module module, string name, params double[] values)
    {
        using var guard = torch.no_grad();
        var tensor = module.StateDict()[name];
        tensor.CopyFrom(Tensor.FromArray(values).Reshape(tensor.Shape));
    }

    private static void Near(double[] expected, Tensor found) =>
        Assert.All(expected.Zip(found.Detach().Reshape(-1).ToArray<double>()), p => Assert.Equal(p.First, p.Second, 1e-8));

    private static void Moved(double[] gradient, double[] before, Tensor found) =>
        Near([.. before.Zip(gradient, (b, g) => b - (0.1 * g))], found);
}
