using System.Globalization;
using System.Text.Json;
using Counterpoise.Calibration;
using Counterpoise.Files;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Deploy.TableExport;

/// <summary>
/// The card of a model of tables as metadata of its ONNX file: <c>classes</c>, <c>class_counts</c>, <c>priors</c>, <c>positive</c>,
/// <c>target</c>, <c>method</c>, <c>classifier</c>, <c>program</c>; <c>threshold</c> (of two classes) or <c>weights</c>, with
/// <c>rule</c>, where the model decides by them; <c>columns</c> (JSON: name, and median of numbers, or categories and mode of names),
/// <c>ignored</c> and <c>reading</c>, so that a table is read as in training. What prepares columns is in the graph.
/// </summary>
public static class TableOnnxCard
{
    private const int Format = 1;
    private const string Numbers = "numbers", Names = "names", Columns = "columns", Classes = "classes";

    /// <summary>Whether metadata are of a model of tables; it may still lack some.</summary>
    /// <param name="metadata">Metadata of an ONNX file.</param>
    public static bool Is(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.ContainsKey(Numbers) || metadata.ContainsKey(Names) || metadata.ContainsKey(Columns);
    }

    /// <summary>Reads the card.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <exception cref="InvalidDataException">Something is missing or cannot be read; the message says what, and what to do.</exception>
    public static TableModelCard Read(string path, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        FileFormat.Require(path, metadata, Format, "export the model again");
        string[] missing = [.. ((string[])[Classes, Columns]).Where(name => !metadata.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw new InvalidDataException($"{path} lacks the metadata {string.Join(" and ", missing.Select(m => $"'{m}'"))}, which say "
                + "what a row is: an earlier program or another tool wrote it; export the model again");
        }

        try
        {
            return Card(metadata);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path} has metadata that cannot be read: {fault.Message}; export the model again", fault);
        }
    }

    /// <summary>The metadata of a model's file.</summary>
    internal static Dictionary<string, string> Write(TableModelCard card, PriorCorrection? correction)
    {
        var columns = TableVectors.Columns(card);
        string NamesOf(ColumnKind kind) => JsonSerializer.Serialize(columns.Where(c => c.Kind == kind).Select(c => c.Name));
        var metadata = new Dictionary<string, string>
        {
            [FileFormat.Key] = Format.ToString(CultureInfo.InvariantCulture),
            [Classes] = JsonSerializer.Serialize(card.ClassNames),
            [Numbers] = NamesOf(ColumnKind.Numeric),
            [Names] = NamesOf(ColumnKind.Categorical),
            [Columns] = JsonSerializer.Serialize(columns.Select(OnnxColumn.From), OnnxColumn.Json),
            ["class_counts"] = JsonSerializer.Serialize(card.ClassCounts),
            ["ignored"] = JsonSerializer.Serialize(card.IgnoredColumns),
            ["reading"] = JsonSerializer.Serialize(card.Reading),
            ["target"] = card.Target,
            ["method"] = card.Method,
            ["classifier"] = card.Classifier,
            ["program"] = card.Program,
            ["priors"] = JsonSerializer.Serialize(Priors(card, correction)),
        };
        // The model's own decision is for its own class priors.
        OnnxDecision.Write(metadata, correction is null ? card.Decision : null, card.ClassNames, card.PositiveClass);
        return metadata;
    }

    /// <summary>The class priors that the file's probabilities go by; empty where they go by none.</summary>
    private static double[] Priors(TableModelCard card, PriorCorrection? correction)
    {
        if (correction is null || card.Priors.Count == 0) return [.. card.Priors];
        double[] weighted = [.. card.Priors.Zip(correction.Factors, (prior, factor) => prior * factor)];
        return [.. weighted.Select(w => w / weighted.Sum())];
    }

    private static TableModelCard Card(IReadOnlyDictionary<string, string> metadata)
    {
        T Value<T>(string name, T other) => metadata.TryGetValue(name, out var text) ? Json<T>(name, text) : other;
        var classes = Value<string[]>(Classes, []);
        var columns = JsonSerializer.Deserialize<OnnxColumn[]>(metadata[Columns], OnnxColumn.Json) ?? [];
        if (classes.Length < 2 || classes.Distinct().Count() < classes.Length || columns.DistinctBy(c => c.Name).Count() < columns.Length)
            throw new FormatException("'classes' has no two different names, or 'columns' names one twice");
        return new TableModelCard
        {
            Program = metadata.GetValueOrDefault("program", "unknown"),
            Target = metadata.GetValueOrDefault("target", "class"),
            ClassNames = classes,
            ClassCounts = OfClasses("class_counts", Value<int[]>("class_counts", []), classes),
            Priors = OfClasses("priors", Value<double[]>("priors", []), classes),
            PositiveClass = OnnxDecision.ReadPositive(metadata, classes) ?? classes.Length - 1,
            Method = metadata.GetValueOrDefault("method", "unknown"),
            Classifier = metadata.GetValueOrDefault("classifier", "onnx"),
            Seed = 0,
            Columns = [.. columns.Select(c => c.ToColumn())],
            IgnoredColumns = Value<string[]>("ignored", []),
            Reading = Value("reading", new Dictionary<string, string>()),
            Decision = OnnxDecision.Read(metadata, classes),
        };
    }

    private static T Json<T>(string name, string text) =>
        JsonSerializer.Deserialize<T>(text) ?? throw new FormatException($"'{name}' is null");

    private static T[] OfClasses<T>(string name, T[] values, string[] classes) => values.Length == 0
        || values.Length == classes.Length ? values
        : throw new FormatException($"'{name}' has {values.Length} numbers for {classes.Length} classes");
}
