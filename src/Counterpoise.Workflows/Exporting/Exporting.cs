using System.Globalization;
using System.Text.Json;
using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Onnx;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Files;
using Counterpoise.LayerGraphs;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.QuantizationAware;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Exporting;

/// <summary>
/// Writes a trained model for other programs. The input of images is RGB pixels from 0 to 255 at the model's size, the normalisation is
/// inside; that of tables are the columns as they stand in the file, and the preparation is inside.
/// </summary>
public static class Exporting
{
    private const int GoldenInputs = 8;

    private static readonly (Func<string, bool> Recognizes, Func<ExportingOptions, IProgress<WorkflowEvent>?, CancellationToken,
        ExportingResult> Run)[] Kinds =
    [
        (DataTasks.Tables.RecognizesModel, (options, _, _) => TableExporting.Run(options)),
        (FeatureModelFile.Is, (options, _, _) => FeatureExporting.Run(options)),
        (DataTasks.Labels.RecognizesModel, (options, _, _) => throw new InputException(
            $"'{options.Model}' is a model of several labels, which predict and evaluate take: for export train a label by itself "
            + $"(--target with one column)")),
        (DataTasks.Numbers.RecognizesModel, (options, _, _) => throw new InputException(
            $"'{options.Model}' is a model of numbers, which predict and evaluate take, and export writes models of classes")),
        (DataTasks.Graphs.RecognizesModel, (options, _, _) => throw new InputException(
            $"'{options.Model}' is a model of a graph: what it says of a node or an event hangs on its neighbours, which no row alone has. "
            + $"predict takes it; to export one, train a model of a table whose columns sum up the neighbours")),
        (DataTasks.Pixels.RecognizesModel, (options, _, _) => throw new InputException(
            $"'{options.Model}' is a model of the pixels of a scene, which predict takes, and export writes models of images and tables")),
        (DataTasks.Images.RecognizesModel, OfImages),
    ];

    /// <summary>Writes a model.</summary>
    /// <param name="options">Which, as what, and where.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is written then.</param>
    /// <exception cref="InputException">The model has layers without such a form, or int8 lacks images to take ranges from.</exception>
    public static ExportingResult Run(ExportingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        // What is a model of no kind is refused as one of images.
        var kind = Kinds.FirstOrDefault(k => k.Recognizes(options.Model));
        return (kind.Run ?? OfImages)(options, events, cancellationToken);
    }

    private static ExportingResult OfImages(ExportingOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (options.IsSingle) throw new InputException("--single is for models of tables: the C of images computes with 8-bit integers");
        using var classifier = ModelFile.Load(options.Model, null, []);
        var card = classifier.Card;
        try
        {
            var graph = classifier.Network.Describe(card.ImageSize, classifier.Normalization.Describe());
            return options.Format == ExportFormat.Onnx ? Onnx(options, graph, card)
                : Int8(options, graph, classifier, events, cancellationToken);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{options.Model} cannot be written as {options.Format}: {e.Message}");
        }
    }

    private static ExportingResult Onnx(ExportingOptions options, LayerGraph graph, ModelCard card)
    {
        Write(options.Output, OnnxExporter.Export(graph, OnnxOptions(options, card)));
        return new ExportingResult([options.Output], card.ClassNames, null, null, []);
    }

    private static ExportingResult Int8(ExportingOptions options, LayerGraph graph, ImageClassifier classifier,
        IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (options.Data is null)
            throw new InputException("int8 takes ranges from images: give the data that the model was trained on with --data");
        if (options.Format == ExportFormat.C && options.Prior is not null)
            throw new InputException("--prior is for ONNX: a device compares codes, so move its threshold instead");
        // The normalisation is a layer of the graph.
        var images = new CalibrationImages(options, classifier, Normalization.ZeroTo255, events, cancellationToken);
        var quantization = new QuantizationOptions { Percentile = options.Percentile, Softmax = options.Format == ExportFormat.C };
        var calibration = images.Stratified(options.PerClass);
        var quantized = PostTrainingQuantizer.Quantize(graph, calibration, quantization, cancellationToken);
        var (rows, labels) = images.Test();
        QuantizationAudit? Audit() =>
            rows.Count > 0 ? QuantizationAudit.Compute(graph, quantized, rows, labels, cancellationToken) : null;
        var audit = Audit();
        QuantizationAudit? untrained = null;
        QuantizationAwareResult? aware = null;
        if (options.QuantizationAware is { } training)
        {
            aware = images.Train(graph, quantized.Ranges, training, events);
            quantized = PostTrainingQuantizer.Quantize(aware.Graph, calibration, quantization, cancellationToken);
            (untrained, audit) = (audit, Audit());
        }

        cancellationToken.ThrowIfCancellationRequested();
        string[] files;
        if (options.Format == ExportFormat.OnnxInt8)
        {
            Write(options.Output, OnnxExporter.ExportInt8(aware?.Graph ?? graph, quantized, OnnxOptions(options, classifier.Card)));
            files = [options.Output];
        }
        else
        {
            var sources = CExporter.Export(quantized.Network, new CExportOptions
            {
                Name = options.Name,
                Classes = classifier.Card.ClassNames,
                GoldenInputs = [.. calibration.Take(GoldenInputs).Select(quantized.Quantize)],
            });
            sources.Write(options.Output);
            files = [.. sources.Files.Keys.Select(f => Path.Combine(options.Output, f))];
        }

        return new ExportingResult(files, classifier.Card.ClassNames, DeviceCost.Compute(quantized.Network), audit, quantized.Saturated)
        {
            UntrainedAudit = untrained,
            QuantizationAware = aware,
        };
    }

    private static OnnxExportOptions OnnxOptions(ExportingOptions options, ModelCard card)
    {
        var shift = options.Prior is { } prior
            ? ImageDecision.Correction(prior, card).Apply([.. card.ClassNames.Select(_ => 1.0 / card.ClassNames.Count)])
                .Select(p => Math.Log(p)).ToArray() : null;
        if (shift?.Any(s => !double.IsFinite(s)) == true)
            throw new InputException(
                $"--prior {options.Prior} gives a class no share at all, whose probability would be 0 always: give every class a share "
                + $"above 0");
        return new OnnxExportOptions { Classes = card.ClassNames, LogitShift = shift, Metadata = Metadata(card, shift is not null) };
    }

    /// <summary>What an ONNX file of images says of itself beside its classes.</summary>
    /// <param name="card">The model's.</param>
    /// <param name="isCorrected">Whether its probabilities are corrected to other class priors.</param>
    internal static Dictionary<string, string> Metadata(ModelCard card, bool isCorrected)
    {
        var metadata = new Dictionary<string, string>
        {
            [FileFormat.Key] = "1",
            ["architecture"] = card.Architecture,
            ["input"] = "RGB pixels from 0 to 255, channels first",
            ["crop"] = card.Crop.ToString(),
            ["sixteen_bit_depth"] = card.SixteenBitDepth.ToString(CultureInfo.InvariantCulture),
        };
        if (card.Method is { } method) metadata["method"] = method;
        // Probabilities that were corrected already go by the training's class priors no more.
        if (!isCorrected && card.TrainCounts.Count > 0) metadata["train_counts"] = JsonSerializer.Serialize(card.TrainCounts);
        if (!isCorrected && card.FollowsClassPriors is { } follows) metadata["follows_class_shares"] = follows ? "true" : "false";
        return metadata;
    }

    private static void Write(string path, byte[] bytes) => AtomicFile.Write(path, stream => stream.Write(bytes));
}
