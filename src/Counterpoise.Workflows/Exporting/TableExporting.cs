using Counterpoise.Deploy.TableExport;
using Counterpoise.Files;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Exporting;

/// <summary>Writes a saved model of tables for other programs and for devices.</summary>
internal static class TableExporting
{
    public static ExportingResult Run(ExportingOptions options)
    {
        if (options.Format == ExportFormat.OnnxInt8)
            throw new InputException("--to onnx-int8 is for models of images: a model of tables is written as onnx or c");
        if (options.Data is not null)
            throw new InputException($"--data is for models of images, and {options.Model} is one of tables: leave it out");
        using var model = SavedTableModels.Load(options.Model);
        var correction = options.Prior is { } prior ? TableModelDecision.Correction(model.Card, prior) : null;
        try
        {
            if (options.Format == ExportFormat.Onnx)
            {
                var bytes = TableOnnxExporter.Export(model, new TableOnnxOptions { Correction = correction });
                AtomicFile.Write(options.Output, stream => stream.Write(bytes));
                return new ExportingResult([options.Output], model.Card.ClassNames, null, null, []);
            }

            var written = TableCExporter.Export(model, new TableCOptions
            {
                Name = options.Name,
                Precision = options.IsSingle ? RealPrecision.Single : RealPrecision.Double,
                Correction = correction,
            });
            written.Sources.Write(options.Output);
            return new ExportingResult([.. written.Sources.Files.Keys.Select(f => Path.Combine(options.Output, f))], model.Card.ClassNames,
                null, null, []) { TableCost = written.Cost };
        }
        catch (NotSupportedException fault)
        {
            throw new InputException($"{options.Model} ({model.Card.Classifier}) cannot be written as {options.Format}: {fault.Message}");
        }
    }
}
