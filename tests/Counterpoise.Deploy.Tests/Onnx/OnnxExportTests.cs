using Counterpoise.Deploy.Onnx;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Deploy.Tests.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Options;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Deploy.Tests.Onnx;

/// <summary>ONNX Runtime computes what the network does.</summary>
public sealed class OnnxExportTests
{
    [Fact]
    public void InSinglePrecisionTheRuntimeAgrees()
    {
        var graph = QuantizationTests.AllKinds();
        using var session = new InferenceSession(OnnxExporter.Export(graph, new OnnxExportOptions { Softmax = false }));
        foreach (var row in QuantizationTests.Rows(10, graph.Input.Length, 3))
            Assert.All(Run(session, graph.Input, row).Zip(graph.Run(row)), p => Assert.Equal(p.Second, p.First, 1e-5));
    }

    [Fact]
    public void PriorsAndClassNamesTravelWithTheFile()
    {
        var graph = QuantizationTests.AllKinds();
        double[] shift = [0, 1, -2, .5];
        var bytes = OnnxExporter.Export(graph, new OnnxExportOptions { LogitShift = shift, Classes = ["a", "b", "c", "\"d\""] });
        using var session = new InferenceSession(bytes);
        Assert.Equal("[\"a\",\"b\",\"c\",\"\\u0022d\\u0022\"]", session.ModelMetadata.CustomMetadataMap["classes"]);
        var row = QuantizationTests.Rows(1, graph.Input.Length, 3)[0];
        var logits = graph.Run(row).Zip(shift).Select(p => Math.Exp(p.First + p.Second)).ToArray();
        Assert.All(Run(session, graph.Input, row).Zip(logits), p => Assert.Equal(p.Second / logits.Sum(), p.First, 1e-5));
    }

    [Fact]
    public void InInt8TheRuntimeStaysWithinTwoCodesOfTheEngine()
    {
        var graph = QuantizationTests.AllKinds();
        var quantized = PostTrainingQuantizer.Quantize(graph, QuantizationTests.Rows(60, graph.Input.Length, 1),
            new QuantizationOptions { Softmax = false });
        using var session = new InferenceSession(OnnxExporter.ExportInt8(graph, quantized, new OnnxExportOptions { Softmax = false }));
        var scale = quantized.Network.Tensors[quantized.Network.Output].Quantization.Scale;
        double worst = 0, sum = 0;
        foreach (var row in QuantizationTests.Rows(40, graph.Input.Length, 6))
        {
            foreach (var (theirs, ours) in Run(session, graph.Input, row).Zip(quantized.Run(row)))
                (worst, sum) = (Math.Max(worst, Math.Abs(theirs - ours) / scale), sum + (Math.Abs(theirs - ours) / scale));
        }

        // A code at an early layer may turn over the rounding of later ones.
        Assert.InRange(worst, 0, 2.01);
        Assert.InRange(sum / 160, 0, .6);
    }

    [Fact]
    public void OneLayerInInt8IsWithinOneCode()
    {
        var random = new Random(8);
        float[] W(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - .5))];
        var graph = new LayerGraph(new LayerShape(5, 5, 4),
            [new ConvolutionLayer(0, new Window(3, 3), W(144), W(4)), PoolLayer.WholeMean(1, new LayerShape(3, 3, 4))]);
        var rows = QuantizationTests.Rows(50, 100, 2);
        var quantized = PostTrainingQuantizer.Quantize(graph, rows, new QuantizationOptions { Softmax = false });
        using var session = new InferenceSession(OnnxExporter.ExportInt8(
            graph.Then(v => new DenseLayer(v, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], new float[4])), WithDense(graph, rows),
            new OnnxExportOptions { Softmax = false }));
        var scale = quantized.Network.Tensors[quantized.Network.Output].Quantization.Scale;
        foreach (var row in rows)
            Assert.All(Run(session, graph.Input, row).Zip(quantized.Run(row)), p => Assert.Equal(p.Second, p.First, 1.5 * scale));
    }

    [Fact]
    public void OptionsThatDoNotFitAreRefused()
    {
        var graph = QuantizationTests.AllKinds();
        var message = Assert.Throws<InvalidOptionsException>(() =>
            OnnxExporter.Export(graph, new OnnxExportOptions { Classes = ["a"], LogitShift = [0, 1] })).Message;
        Assert.Contains("Classes has 1 names", message, StringComparison.Ordinal);
        Assert.Contains("LogitShift has 2 numbers", message, StringComparison.Ordinal);
    }

    private static QuantizedNetwork WithDense(LayerGraph graph, float[][] rows) => PostTrainingQuantizer.Quantize(
        graph.Then(v => new DenseLayer(v, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], new float[4])), rows,
            new QuantizationOptions { Softmax = false });

    private static float[] Run(InferenceSession session, LayerShape shape, float[] row)
    {
        // From channels fastest to channels slowest.
        var turned = new float[row.Length];
        for (var p = 0; p < shape.Height * shape.Width; p++)
        {
            for (var c = 0; c < shape.Channels; c++) turned[(c * shape.Height * shape.Width) + p] = row[(p * shape.Channels) + c];
        }

        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input",
            new DenseTensor<float>(turned, [1, shape.Channels, shape.Height, shape.Width]))]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
