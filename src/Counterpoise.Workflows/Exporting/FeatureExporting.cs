using Counterpoise.Deploy.FeatureExport;
using Counterpoise.Files;
using Counterpoise.LayerGraphs;
using Counterpoise.Vision.Features;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Exporting;

/// <summary>Writes a model on frozen features of images as one ONNX file, its networks included.</summary>
internal static class FeatureExporting
{
    public static ExportingResult Run(ExportingOptions options)
    {
        if (options.Format != ExportFormat.Onnx)
            throw new InputException($"{options.Model} is a model on frozen features, which is written as onnx alone: int8 and C are for "
                + $"networks that are trained whole, and C for models of tables");
        using var model = FeatureModelFile.Open(options.Model);
        var card = model.Card;
        var correction = options.Prior is { } prior ? ImageDecision.Correction(prior, card) : null;
        var metadata = Exporting.Metadata(card, correction is not null);
        // A program that knows format 1 alone would decide for the most probable class.
        if (correction is null && model.TableCard?.Decision is not null) metadata[FileFormat.Key] = "2";
        try
        {
            var bytes = FeatureOnnxExporter.Export(Experts(model), model.Mixture.Describe(), new FeatureOnnxOptions
            {
                Classes = card.ClassNames,
                Decision = model.TableCard?.Decision,
                PositiveClass = model.TableCard?.PositiveClass ?? Metrics.MinorityClass.Of([.. card.TrainCounts]),
                Correction = correction,
                Metadata = metadata,
            });
            AtomicFile.Write(options.Output, stream => stream.Write(bytes));
        }
        catch (NotSupportedException fault)
        {
            throw new InputException($"{options.Model} cannot be written as onnx: {fault.Message}; serve and predict take it as it is");
        }

        return new ExportingResult([options.Output], card.ClassNames, null, null, []);
    }

    private static IReadOnlyList<FeatureOnnxExpert> Experts(FeatureModelFile model)
    {
        var graphs = new Dictionary<string, LayerGraph>();
        return [.. model.Sources.Select((source, k) => model.Mixture.Names[k] is var name && source is null
            ? throw new NotSupportedException($"expert '{name}' sees the whole image, squashed, and a file has one input, the middle "
                + "square that networks see: leave it out of the mixture")
            : new FeatureOnnxExpert(name, Network(graphs, name, source), model.Mixture.Experts[k]))];
    }

    private static LayerGraph Network(Dictionary<string, LayerGraph> graphs, string expert, FeatureNetworkSource source)
    {
        if (graphs.TryGetValue(source.Name, out var known)) return known;
        var network = source.Open();
        using var disposable = network as IDisposable;
        try
        {
            return graphs[source.Name] = network.Describe();
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            throw new NotSupportedException($"the network of expert '{expert}': {fault.Message}", fault);
        }
    }
}
