using System.Text.Json;
using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Onnx;

/// <summary>
/// Writes networks as ONNX (operator set 13). Input <c>input</c> [N, channels, height, width] in single precision, output <c>output</c> [N,
/// classes]: probabilities, or logits without the softmax. int8 networks are written with quantize and dequantize nodes around layers in
/// single precision, weights by channel, which runtimes fuse into integer kernels; their outputs may differ from
/// <see cref="IntegerNetwork.Run"/> by a code, since runtimes round in other places.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Writes a network in single precision.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentException">An option cannot be used, or a layer has no ONNX form.</exception>
    public static byte[] Export(LayerGraph graph, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Write(graph, null, options ?? new OnnxExportOptions());
    }

    /// <summary>Writes a quantized network with quantize and dequantize nodes.</summary>
    /// <param name="graph">The network that was quantized, without a softmax at its end.</param>
    /// <param name="quantized">Its quantized form.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentException">An option cannot be used, or a layer has no ONNX form.</exception>
    public static byte[] ExportInt8(LayerGraph graph, QuantizedNetwork quantized, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(quantized);
        return Write(graph, quantized.Ranges, options ?? new OnnxExportOptions());
    }

    private static byte[] Write(LayerGraph graph, IReadOnlyList<ValueRange>? ranges, OnnxExportOptions options)
    {
        options.Validate(graph.Output.Length);
        var writer = new OnnxGraphWriter();
        writer.Input("input", "N", graph.Input.Channels, graph.Input.Height, graph.Input.Width);
        Finish(writer, Add(writer, graph, "input", ranges), graph.Output.Length, graph.Layers[^1] is SoftmaxLayer, options);
        return writer.Write(Metadata(options));
    }

    /// <summary>Adds a network behind a value [N, channels, height, width].</summary>
    /// <returns>Its output.</returns>
    internal static string Add(OnnxGraphWriter writer, LayerGraph graph, string input, IReadOnlyList<ValueRange>? ranges = null)
    {
        var layers = new OnnxLayers(writer) { Ranges = ranges };
        string Coded(string value, int place) => ranges is null ? value
            : layers.Quantized(value, AffineQuantization.FromRange(ranges[place].Minimum, ranges[place].Maximum));
        var names = new string[graph.Shapes.Count];
        names[0] = Coded(input, 0);
        for (var i = 0; i < graph.Layers.Count; i++)
        {
            var layer = graph.Layers[i];
            var value = layers.Add(layer, [.. layer.Inputs.Select(v => names[v])], [.. layer.Inputs.Select(v => graph.Shapes[v])]);
            // What an activation follows is quantized behind it, pools keep the scale of what they read, and probabilities stay numbers.
            var stays = layer is SoftmaxLayer or PoolLayer || FusedActivation.Behind(graph, i) != IntegerActivation.None;
            names[i + 1] = stays ? value : Coded(value, i + 1);
        }

        return names[^1];
    }

    private static void Finish(OnnxGraphWriter writer, string value, int classes, bool isProbability, OnnxExportOptions options)
    {
        if (isProbability && options.LogitShift is not null)
            throw new ArgumentException("the network ends in a softmax; a shift of logits must come before it", nameof(options));
        if (options.LogitShift is { } shift) value = writer.Node("Add",
            [value, writer.Constant([.. shift.Select(s => (float)s)], 1, classes)]);
        if (isProbability || !options.Softmax) writer.Add("Identity", [value], "output");
        else writer.Add("Softmax", [value], "output", ("axis", 1));
        writer.Output("output", "N", classes);
    }

    private static Dictionary<string, string> Metadata(OnnxExportOptions options)
    {
        var metadata = new Dictionary<string, string>(options.Metadata ?? new Dictionary<string, string>());
        if (options.Classes is { } classes) metadata["classes"] = JsonSerializer.Serialize(classes);
        return metadata;
    }
}
