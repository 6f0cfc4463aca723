using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Bench.Engine.Onnx;

/// <summary>
/// A MobileNetV3 or ResNet as an ONNX file with its weights; ONNX Runtime folds batch norms and activations into convolutions itself.
/// </summary>
internal static class OnnxNetwork
{
    internal static byte[] Write(nn.Module model, long[] images)
    {
        var graph = new OnnxGraph(images);
        var parts = Children(model);
        return graph.Finish(parts.ContainsKey("fc") ? ResNet(graph, parts) : MobileNet(graph, parts), [images[0], EngineTask.Classes]);
    }

    private static string MobileNet(OnnxGraph graph, Dictionary<string, nn.Module> parts)
    {
        var x = ((Sequential)parts["features"]).children().Aggregate("input", (input, layer) => Write(graph, input, layer));
        var classifier = (Sequential)parts["classifier"];
        x = graph.Activate(graph.Connect(graph.Flatten(graph.Pool(x)), (Linear)classifier[0]), Activation.Hardswish);
        return graph.Connect(x, (Linear)classifier[3]);
    }

    private static string ResNet(OnnxGraph graph, Dictionary<string, nn.Module> parts)
    {
        var x = graph.MaxPool(graph.Activate(Unit(graph, "input", parts, 1), Activation.Relu), kernel: 3, stride: 2, padding: 1);
        foreach (var block in Enumerable.Range(1, 4).SelectMany(stage => ((Sequential)parts[$"layer{stage}"]).children()))
        {
            var layers = Children(block);
            var output = Unit(graph, graph.Activate(Unit(graph, x, layers, 1), Activation.Relu), layers, 2);
            x = graph.Activate(graph.Sum(output, layers.TryGetValue("downsample", out var shortcut) ? Write(graph, x, shortcut) : x),
                Activation.Relu);
        }

        return graph.Connect(graph.Flatten(graph.Pool(x)), (Linear)parts["fc"]);
    }

    private static string Unit(OnnxGraph graph, string input, Dictionary<string, nn.Module> layers, int number)
        => graph.Normalise(graph.Convolve(input, (Conv2d)layers[$"conv{number}"]), (BatchNorm2d)layers[$"bn{number}"]);

    private static Dictionary<string, nn.Module> Children(nn.Module module) =>
        module.named_children().ToDictionary(child => child.name, child => child.module);

    private static string Write(OnnxGraph graph, string input, nn.Module layer) => layer switch
    {
        ConvBatchNormActivation block => graph.Activate(graph.Normalise(graph.Convolve(input, block.Convolution), block.BatchNorm),
            block.Activation),
        SqueezeExcitation excitation => Excite(graph, input, [.. excitation.children().Cast<Conv2d>()]),
        InvertedResidual residual => Residual(graph, input, (Sequential)residual.children().Single()),
        _ => throw new ArgumentException($"the benchmark writes no {layer.GetType().Name}"),
    };

    private static string Excite(OnnxGraph graph, string input, Conv2d[] layers)
    {
        var squeezed = graph.Activate(graph.Convolve(graph.Pool(input), layers[0]), Activation.Relu);
        return graph.Multiply(graph.HardSigmoid(graph.Convolve(squeezed, layers[1])), input);
    }

    private static string Residual(OnnxGraph graph, string input, Sequential block)
    {
        var layers = block.children().ToArray();
        var output = layers.Aggregate(input, (x, layer) => Write(graph, x, layer));
        var convolutions = layers.OfType<ConvBatchNormActivation>().Select(layer => layer.Convolution).ToArray();
        var adds = convolutions.All(c => c.Options.Stride == 1) && convolutions[0].Weight.shape[1] * convolutions[0]
            .Options.Groups == convolutions[^1].Weight.shape[0];
        return adds ? graph.Sum(output, input) : output;
    }
}
