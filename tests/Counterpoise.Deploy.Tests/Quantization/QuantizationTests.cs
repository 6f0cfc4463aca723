using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Deploy.Tests.CExport;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Tests.Quantization;

/// <summary>Quantization after training: close to the network, exact in its arithmetic, and refused where it cannot be.</summary>
public sealed class QuantizationTests
{
    [Fact]
    public void EveryKindOfLayerStaysWithinAFewCodesOfTheNetwork()
    {
        var graph = AllKinds();
        var rows = Rows(60, graph.Input.Length, 1);
        var quantized = PostTrainingQuantizer.Quantize(graph, rows);
        foreach (var row in Rows(20, graph.Input.Length, 2))
        {
            var expected = graph.Then(v => new SoftmaxLayer(v)).Run(row);
            foreach (var (p, q) in expected.Zip(quantized.Run(row))) Assert.Equal(p, q, .06);
        }

        Assert.Contains(quantized.Network.Layers, l => l is IntegerGate);
        Assert.Contains(quantized.Network.Layers, l => l is IntegerLookup);
        Assert.Contains(quantized.Network.Layers, l => l is IntegerDepthwise);
    }

    [Fact]
    public void TheQuantizedNetworkIsTheSameInC()
    {
        var graph = AllKinds();
        var quantized = PostTrainingQuantizer.Quantize(graph, Rows(60, graph.Input.Length, 1));
        sbyte[][] inputs = [.. Rows(200, graph.Input.Length, 3).Select(quantized.Quantize)];
        var (status, output) = CCompiler.Check(CExporter.Export(quantized.Network,
            new CExportOptions { Name = "net", GoldenInputs = inputs }), "net");
        Assert.True(status == 0, output);
    }

    [Fact]
    public void AReluIsTakenInByTheLayerBeforeItAndCostsNothing()
    {
        var graph = new LayerGraph(new LayerShape(1, 1, 2),
            [new DenseLayer(0, [1, -1, .5f, 2], [0, .1f]), new ActivationLayer(1, LayerActivation.Relu)]);
        var quantized = PostTrainingQuantizer.Quantize(graph, [[1, 1], [-1, .5f], [.3f, -2]], new QuantizationOptions { Softmax = false });
        Assert.Equal(-128, quantized.Network.Tensors[quantized.Network.Output].Quantization.ZeroPoint);
        Assert.IsType<IntegerDense>(Assert.Single(quantized.Network.Layers));
        Assert.All(quantized.Run([-1, .5f]).Zip(graph.Run([-1, .5f])), p => Assert.Equal(p.Second, p.First, .03));
    }

    [Fact]
    public void AChannelOfZerosAndALargeBiasOnSmallWeightsFit()
    {
        var graph = new LayerGraph(new LayerShape(1, 1, 2), [new DenseLayer(0, [0, 0, 1e-12f, 1e-12f, 1, 1], [.5f, 3, 0])]);
        var quantized = PostTrainingQuantizer.Quantize(graph, [[1, 1], [-1, .5f]], new QuantizationOptions { Softmax = false });
        Assert.All(quantized.Run([1, 1]).Zip(graph.Run([1, 1])), p => Assert.Equal(p.Second, p.First, .03));
    }

    [Fact]
    public void OutliersAreClippedAndCounted()
    {
        var graph = new LayerGraph(new LayerShape(1, 1, 100), [new DenseLayer(0, new float[200], [1, 0])]);
        var rows = Rows(20, 100, 4);
        rows[0][0] = 1000;
        var clipped = PostTrainingQuantizer.Quantize(graph, rows, new QuantizationOptions { Percentile = 99.9, Softmax = false });
        Assert.InRange(clipped.Ranges[0].Maximum, 0, 2);
        Assert.Equal(1 / 2000.0 * 3, clipped.Ranges[0].Clipped, .002);
        Assert.Equal(1000, PostTrainingQuantizer.Quantize(graph, rows, new QuantizationOptions { Softmax = false }).Ranges[0].Maximum);
    }

    [Fact]
    public void WhatCannotBeQuantizedIsRefused()
    {
        var graph = new LayerGraph(new LayerShape(2, 2, 4), [new ConvolutionLayer(0, new Window(1, 1), new float[8], new float[4], 2)]);
        Assert.Contains("2 groups", Assert.Throws<ArgumentException>(() =>
            PostTrainingQuantizer.Quantize(graph, [new float[16]], new QuantizationOptions { Softmax = false })).Message,
            StringComparison.Ordinal);
        Assert.Contains("no calibration row", Assert.Throws<ArgumentException>(() =>
            PostTrainingQuantizer.Quantize(graph, [], new QuantizationOptions { Softmax = false })).Message, StringComparison.Ordinal);
        Assert.Contains("calibration row 0", Assert.Throws<ArgumentException>(() =>
            PostTrainingQuantizer.Quantize(AllKinds(), [[.. Enumerable.Repeat(float.NaN, 108)]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheAuditCountsRecallsBeforeAndAfterAndNamesTheMinority()
    {
        var graph = new LayerGraph(new LayerShape(1, 1, 2), [new DenseLayer(0, [1, 0, 0, 1], [0, 0])]);
        float[][] rows = [[2, 1], [3, 0], [0, 4], [5, 1]];
        var quantized = PostTrainingQuantizer.Quantize(graph, rows);
        var audit = QuantizationAudit.Compute(graph, quantized, rows, [0, 0, 1, 1]);
        Assert.Equal([1.0, .5], audit.RecallBefore);
        Assert.Equal([1.0, .5], audit.RecallAfter);
        Assert.Equal(1, audit.Agreement);
        Assert.Equal(0, audit.MinorityRecallDrop);
        Assert.Equal(1, QuantizationAudit.Compute(graph, quantized, rows, [0, 0, 1, 0]).Minority);
    }

    internal static LayerGraph AllKinds()
    {
        var random = new Random(5);
        float[] W(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => (float)(size * ((2 * random.NextDouble()) - 1)))];
        return new LayerGraph(new LayerShape(6, 6, 3),
        [
            new ScaleLayer(0, [.5f, 2, 1], [.1f, -.2f, 0]),
            new ConvolutionLayer(1, new Window(3, 3, 1, 1, 1, 1), W(216, .4), W(8, .2), 1, 1, 1),
            new ActivationLayer(2, LayerActivation.HardSwish),
            new ConvolutionLayer(3, new Window(3, 3, 2, 2, 1, 1), W(72, .6), W(8, .2), 8, 1, 1),
            new ActivationLayer(4, LayerActivation.Relu),
            PoolLayer.WholeMean(5, new LayerShape(3, 3, 8)),
            new ConvolutionLayer(6, new Window(1, 1), W(64, 1), W(8, .3)),
            new ActivationLayer(7, LayerActivation.HardSigmoid),
            new GateLayer(5, 8),
            new ConvolutionLayer(9, new Window(1, 1), W(64, .8), W(8, .1)),
            new AdditionLayer(10, 5),
            new PoolLayer(11, new Window(2, 2), IsMean: false),
            PoolLayer.WholeMean(12, new LayerShape(2, 2, 8)),
            new DenseLayer(13, W(32, 1.5), W(4, .2)),
        ]);
    }

    internal static float[][] Rows(int count, int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))
            .ToArray())];
    }
}
