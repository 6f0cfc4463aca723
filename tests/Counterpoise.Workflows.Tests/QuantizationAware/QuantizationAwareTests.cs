using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Learning.Batches;
using Counterpoise.Options;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Tests.Workflows.QuantizationAware;

public sealed class QuantizationAwareTests
{
    private const int Side = 32;

    [Theory]
    [InlineData("small-cnn")]
    [InlineData("mobilenet-v3-small")]
    [InlineData("cifar-resnet-20")]
    public void Without_ranges_the_network_computes_the_layers_as_they_are(string architecture)
    {
        using var scope = torch.NewDisposeScope();
        var graph = Graph(architecture);
        using var network = new QuantizationAwareNetwork(graph, null);
        network.eval();
        var rows = Rows(3, seed: 1);
        var logits = Logits(network, rows);
        for (var i = 0; i < rows.Length; i++)
            Assert.All(graph.Run(rows[i]).Zip(logits[i]), p => Assert.Equal(p.First, p.Second, 2e-4));
        // Nothing was trained: the layers come back to the bit.
        Assert.All(graph.Layers.Zip(network.ToGraph().Layers), p => Assert.Equal(Constants(p.First), Constants(p.Second)));
    }

    [Theory]
    [InlineData("small-cnn", 1.5)]
    [InlineData("mobilenet-v3-small", 6)]
    public void With_ranges_it_computes_what_the_integer_network_will(string architecture, double codes)
    {
        using var scope = torch.NewDisposeScope();
        var graph = Graph(architecture);
        var quantized = PostTrainingQuantizer.Quantize(graph, Rows(20, seed: 2), new QuantizationOptions { Softmax = false });
        using var network = new QuantizationAwareNetwork(graph, quantized.Ranges);
        network.eval();
        var rows = Rows(10, seed: 3);
        var logits = Logits(network, rows);
        var step = quantized.Network.Tensors[quantized.Network.Output].Quantization.Scale;
        var apart = rows.SelectMany((row, i) => quantized.Run(row).Zip(logits[i], (a, b) => Math.Abs(a - b) / step)).ToArray();
        Assert.True(apart.Average() < codes / 2, $"{apart.Average():F2} codes apart");
        Assert.True(apart.Max() <= 3 * codes, $"at most {apart.Max():F2} codes apart");
    }

    [Fact]
    public void A_value_is_rounded_to_its_code_and_the_gradient_stops_where_it_is_clipped()
    {
        using var scope = torch.NewDisposeScope();
        var quantization = AffineQuantization.FromRange(-1, 1.5);
        double[] numbers = [-2, -1, -.5, 0, .3, 1.5, 4];
        var x = torch.tensor(Array.ConvertAll(numbers, v => (float)v), requires_grad: true);
        var coded = FakeQuantization.Value(x, quantization);
        Assert.All(numbers.Zip(coded.detach().data<float>().ToArray()),
            p => Assert.Equal(quantization.Dequantize(quantization.Quantize(p.First)), p.Second, 1e-6));
        Assert.Equal(0.3039215686, coded[4].item<float>(), 1e-6);
        coded.sum().backward();
        Assert.Equal([0, 1, 1, 1, 1, 1, 0], x.grad!.data<float>().ToArray().Select((g, i) => i == 1 || i == 5 ? 1 : g));
    }

    [Fact]
    public void Weights_are_rounded_by_output_channel_with_the_gradient_passing()
    {
        using var scope = torch.NewDisposeScope();
        var w = torch.tensor(new float[] { .5f, -1.27f, .02f, .1f, .2f, -.05f, 0, 0, 0 }, [3, 3], requires_grad: true);
        var coded = FakeQuantization.Weights(w);
        float[] expected = [.5f, -1.27f, .02f, 63.5f * .2f / 127, .2f, -32 * .2f / 127, 0, 0, 0];
        Assert.All(expected.Zip(coded.detach().data<float>().ToArray()), p => Assert.Equal(p.First, p.Second, .2 / 127 * .51));
        coded.sum().backward();
        Assert.All(w.grad!.data<float>().ToArray(), g => Assert.Equal(1, g));
    }

    [Fact]
    public void Training_brings_int8_nearer_to_the_network_it_came_from_and_leaves_that_alone()
    {
        using var scope = torch.NewDisposeScope();
        var graph = Decided(Graph("small-cnn"));
        var before = graph.Layers.Select(Constants).ToArray();
        // Clipped ranges, so that there is something to gain.
        var ranges = PostTrainingQuantizer.Quantize(graph, Rows(20, seed: 2), new QuantizationOptions { Percentile = 97 }).Ranges;
        var result = QuantizationAwareTraining.Run(graph, ranges, Source(48, seed: 4), Source(24, seed: 5),
            new QuantizationAwareOptions { Epochs = 6, LearningRate = 1e-4, BatchSize = 12 });
        Assert.True(result.After < .8 * result.Before, $"{result.Before} before, {result.After} after");
        Assert.InRange(result.BestEpoch, 1, 6);
        Assert.Equal(before, graph.Layers.Select(Constants));
        Assert.Contains(graph.Layers.Zip(result.Graph.Layers), p => !Constants(p.First).SequenceEqual(Constants(p.Second)));
        Assert.Equal(graph.Shapes, result.Graph.Shapes);
    }

    [Fact]
    public void A_training_that_does_not_help_gives_the_layers_back_as_they_were()
    {
        using var scope = torch.NewDisposeScope();
        var graph = Graph("small-cnn");
        var ranges = PostTrainingQuantizer.Quantize(graph, Rows(20, seed: 2)).Ranges;
        var done = new List<int>();
        var result = QuantizationAwareTraining.Run(graph, ranges, Source(24, seed: 4), Source(24, seed: 5),
            new QuantizationAwareOptions { Epochs = 2, LearningRate = 10, BatchSize = 12 }, new Told(done));
        Assert.Equal((0, result.Before), (result.BestEpoch, result.After));
        Assert.Same(graph, result.Graph);
        Assert.Equal([1, 2], done);
        var last = QuantizationAwareTraining.Run(graph, ranges, Source(24, seed: 4), null, new QuantizationAwareOptions { Epochs = 2 });
        Assert.Equal((2, null, null), (last.BestEpoch, last.Before, last.After));
    }

    [Fact]
    public void What_cannot_be_trained_so_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var graph = Graph("small-cnn");
        Assert.Contains("found 1 ranges", Assert.Throws<ArgumentException>(() =>
            new QuantizationAwareNetwork(graph, [new ValueRange(0, "input", 0, 1, 0)])).Message);
        var headless = new LayerGraph(new LayerShape(1, 1, 2), [new ActivationLayer(0, LayerActivation.Relu)]);
        Assert.Contains("does not end with a linear layer", Assert.Throws<ArgumentException>(() =>
            new QuantizationAwareNetwork(headless, null)).Message);
        using var network = new QuantizationAwareNetwork(graph, null);
        Assert.Contains($"expected [N, 3, {Side}, {Side}]", Assert.Throws<ArgumentException>(() =>
            network.forward(torch.zeros(1, 3, 8, 8))).Message);
        Assert.Contains("Epochs", Assert.Throws<InvalidOptionsException>(() =>
            new QuantizationAwareOptions { Epochs = 0 }.Validate()).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Windows_with_more_padding_on_one_side_are_computed_as_the_layers_have_them(int stride)
    {
        using var scope = torch.NewDisposeScope();
        var random = new Random(7);
        float[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)(random.NextDouble() - .5))];
        var window = new Window(3, 3, stride + 1, stride + 1, 0, 1);
        var graph = new LayerGraph(new LayerShape(7, 6, 2),
        [
            new ConvolutionLayer(0, window, Numbers(4 * 9 * 2), Numbers(4), 1, Bottom: 2, Right: 0),
            new PoolLayer(1, new Window(2, 2, 1, 1, 0, 0), IsMean: false, Bottom: 1, Right: 1),
            PoolLayer.WholeMean(2, new LayerShape(stride == 0 ? 7 : 4, stride == 0 ? 5 : 3, 4)),
            new DenseLayer(3, Numbers(12), Numbers(3)),
        ]);
        using var network = new QuantizationAwareNetwork(graph, null);
        var row = Numbers(7 * 6 * 2);
        using var input = torch.tensor(row, [1, 7, 6, 2]).permute(0, 3, 1, 2);
        var logits = network.forward(input).Logits.detach().data<float>().ToArray();
        Assert.All(graph.Run(row).Zip(logits), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    private static LayerGraph Graph(string architecture)
    {
        using var classifier = ImageClassifier.Create(
            new ModelCard { Architecture = architecture, ClassNames = ["a", "b", "c"], ImageSize = Side, WidthMultiplier = 0.5 }, seed: 1);
        classifier.Network.eval();
        return classifier.Network.Describe(Side, classifier.Normalization.Describe());
    }

    /// <summary>The same with a last layer so strong that its probabilities are none of 1/3 each.</summary>
    private static LayerGraph Decided(LayerGraph graph)
    {
        var head = (DenseLayer)graph.Layers[^1];
        var spread = Rows(20, seed: 2).SelectMany(graph.Run).Max() - Rows(20, seed: 2).SelectMany(graph.Run).Min();
        return new LayerGraph(graph.Input, [.. graph.Layers.SkipLast(1), head with { Weights = Array.ConvertAll(head.Weights,
            w => w * 20 / spread) }]);
    }

    /// <summary>Pictures of noise around a brightness of their own, channels fastest.</summary>
    private static float[][] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var mean = random.Next(40, 200);
            return Enumerable.Range(0, Side * Side * 3).Select(_ => (float)Math.Clamp(mean + random.Next(-60, 60), 0, 255)).ToArray();
        })];
    }

    private static Tensor Images(float[][] rows) =>
        torch.tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, Side, Side, 3]).permute(0, 3, 1, 2).contiguous();

    private static float[][] Logits(QuantizationAwareNetwork network, float[][] rows)
    {
        using var still = torch.no_grad();
        using var images = Images(rows);
        return [.. network.forward(images).Logits.contiguous().data<float>().ToArray().Chunk(3)];
    }

    private static TensorBatchSource Source(int count, int seed) =>
        new(Images(Rows(count, seed)), [.. Enumerable.Range(0, count).Select(i => i % 4 == 0 ? 1 : 0)]);

    private static float[] Constants(ILayer layer) => layer switch
    {
        ConvolutionLayer c => [.. c.Weights, .. c.Bias],
        DenseLayer d => [.. d.Weights, .. d.Bias],
        ScaleLayer s => [.. s.Scale, .. s.Shift],
        _ => [],
    };

    private sealed class Told(List<int> done) : IProgress<int>
    {
        public void Report(int value) => done.Add(value);
    }
}
