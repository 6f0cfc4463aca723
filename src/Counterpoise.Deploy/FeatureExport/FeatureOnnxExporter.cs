using System.Text.Json;
using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Deploy.Onnx;
using Counterpoise.Deploy.TableExport;
using Counterpoise.LayerGraphs;
using Counterpoise.TableModels;
using Onnx;

namespace Counterpoise.Deploy.FeatureExport;

/// <summary>
/// Writes a model on frozen features of images as one ONNX file (operator set 13, and ai.onnx.ml 3 for trees): networks, classifiers on
/// their features, gate and decision. Input <c>input</c> [N, 3, side, side], RGB pixels from 0 to 255; outputs <c>output</c> [N, C],
/// probabilities in single precision, and <c>class</c> [N], the place of the class that is decided. Networks and gate compute in single
/// precision, classifiers in double.
/// </summary>
public static class FeatureOnnxExporter
{
    /// <summary>Writes a model.</summary>
    /// <param name="experts">K experts, whose networks take images of one size.</param>
    /// <param name="mixture">How they are mixed.</param>
    /// <param name="options">Classes and decision.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="NotSupportedException">A part cannot be written; the message names the expert.</exception>
    /// <exception cref="ArgumentException">Experts take images of different sizes, or the parts do not fit together.</exception>
    public static byte[] Export(IReadOnlyList<FeatureOnnxExpert> experts, MixtureForm mixture, FeatureOnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(mixture);
        ArgumentNullException.ThrowIfNull(options);
        if (experts.Count == 0 || experts.Count != mixture.Temperatures.Count || experts.Any(e => e.Network.Input
            != experts[0].Network.Input))
            throw new ArgumentException($"found {experts.Count} experts on images of "
                + $"{string.Join(", ", experts.Select(e => e.Network.Input))}; expected {mixture.Temperatures.Count} on one size",
                nameof(experts));
        var (writer, input) = (new OnnxGraphWriter(), experts[0].Network.Input);
        writer.Input("input", "N", input.Channels, input.Height, input.Width);
        var (forms, networks) = (new OnnxForms(writer), new Dictionary<LayerGraph, string>());
        string[] features = [.. experts.Select(e => Part(e, () => Features(writer, networks, e.Network)))];
        string[] probabilities = [.. experts.Zip(features, (e, x) => Part(e, () => Probabilities(writer, forms, e.Classifier, x)))];
        var p = new OnnxMixture(writer, mixture).Add(features, probabilities);
        if (options.Correction is { } correction) p = forms.Reweight(p, [.. correction.Factors]);
        writer.Add("Cast", [p], "output", ("to", (int)TensorProto.Types.DataType.Float));
        var decision = options.Correction is null ? options.Decision : null;
        OnnxDecision.Add(writer, decision, options.PositiveClass, p);
        writer.Output("output", "N", options.Classes.Count);
        writer.Output("class", TensorProto.Types.DataType.Int64, "N");
        var metadata = new Dictionary<string, string>(options.Metadata) { ["classes"] = JsonSerializer.Serialize(options.Classes) };
        OnnxDecision.Write(metadata, decision, options.Classes, options.PositiveClass);
        return writer.Write(metadata);
    }

    private static string Features(OnnxGraphWriter writer, Dictionary<LayerGraph, string> networks, LayerGraph network) =>
        networks.TryGetValue(network, out var known) ? known
            : networks[network] = writer.Node("Flatten", [OnnxExporter.Add(writer, network, "input")], ("axis", 1));

    private static string Probabilities(OnnxGraphWriter writer, OnnxForms forms, IFittedClassifier classifier, string features)
    {
        var x = writer.Node("Cast", [features], ("to", (int)TensorProto.Types.DataType.Double));
        if (classifier is not FittedTableModel { Model: var model }) return forms.Add(classifier.Describe(), x);
        long[] kept = [.. model.Card.Columns.Index().Where(c => !c.Item.IsDropped).Select(c => (long)c.Index)];
        if (kept.Length < model.Card.Columns.Count) x = writer.Node("Gather", [x, writer.Constant(kept, kept.Length)], ("axis", 1));
        return TableOnnxExporter.Probabilities(writer, forms, model,
            OnnxPreparation.Scaled(writer, [.. TableVectors.Columns(model.Card)], x));
    }

    private static string Part(FeatureOnnxExpert expert, Func<string> add)
    {
        try
        {
            return add();
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            throw new NotSupportedException($"expert '{expert.Name}': {fault.Message}", fault);
        }
    }
}
