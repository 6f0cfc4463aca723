using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Files;
using Counterpoise.TableModels;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Writes the models, their C, the scaling of the features and the thresholds.</summary>
internal static class EmbeddedFiles
{
    public static IReadOnlyList<string> Write(string folder, TableModel forest, TableModel network, TableSources forestC,
        QuantizedNetwork quantized, PreparedWindows prepared, SensorRows train, IReadOnlyList<string> classes,
            IReadOnlyList<EmbeddedArm> arms,
        int golden)
    {
        Directory.CreateDirectory(folder);
        forestC.Sources.Write(folder);
        var sources = CExporter.Export(quantized.Network, new CExportOptions
        {
            Name = "network",
            Classes = classes,
            GoldenInputs = [.. train.Labelled.Take(golden).Select(i => quantized.Quantize(prepared.Rows(train)[i]))],
        });
        sources.Write(folder);
        forest.Save(Path.Combine(folder, "forest.cpm"), SavedTableModels.Codecs);
        network.Save(Path.Combine(folder, "network.cpm"), SavedTableModels.Codecs);
        AtomicFile.WriteText(Path.Combine(folder, "features.h"), Scaling(prepared.Card, classes, arms));
        AtomicFile.WriteText(Path.Combine(folder, "thresholds.json"), JsonSerializer.Serialize(
            arms.ToDictionary(a => a.Name, a => classes.Zip(a.Thresholds).ToDictionary(p => p.First, p => p.Second)), Indented));
        return [.. forestC.Sources.Files.Keys.Concat(sources.Files.Keys).Concat(["features.h", "thresholds.json", "forest.cpm",
            "network.cpm"])
            .Select(f => Path.Combine(folder, f))];
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    /// <summary>What a device does to features before the network, and from which code on it accepts a class.</summary>
    private static string Scaling(TableModelCard card, IReadOnlyList<string> classes, IReadOnlyList<EmbeddedArm> arms)
    {
        string Numbers(IEnumerable<double> values) =>
            string.Join(", ", values.Select(v => ((float)v).ToString("E8", CultureInfo.InvariantCulture) + "f"));
        var text = new StringBuilder("/* Features of the network: (feature - mean) / scale, then code = round(value / "
            + "NETWORK_INPUT_SCALE) + NETWORK_INPUT_ZERO.\n");
        foreach (var (i, column) in card.Columns.Index()) text.Append(CultureInfo.InvariantCulture, $"   {i}: {column.Name}\n");
        text.Append("   The network accepts a class where the mean output code of the last windows is at least its threshold. */\n")
            .Append("#ifndef FEATURES_H\n#define FEATURES_H\n")
            .Append(CultureInfo.InvariantCulture,
                $"static const float feature_means[{card.Columns.Count}] = {{ {Numbers(card.Columns.Select(c => c.Mean))} }};\n")
            .Append(CultureInfo.InvariantCulture,
                $"static const float feature_scales[{card.Columns.Count}] = {{ {Numbers(card.Columns.Select(c => c.Scale))} }};\n")
            .Append(CultureInfo.InvariantCulture,
                $"static const int accept_codes[{classes.Count}] = {{ {string.Join(", ", arms[^1].Thresholds.Select(Code))} }};\n");
        return text.Append("#endif\n").ToString();
    }

    /// <summary>Probabilities are codes of 1/256 from −128 on; 128 is never reached.</summary>
    private static int Code(double threshold) => Math.Min(128, (int)Math.Ceiling(threshold * 256) - 128);
}
