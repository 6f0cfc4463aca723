using System.Globalization;
using System.Text.Json;
using Counterpoise.Deploy.Onnx;
using Counterpoise.TableModels;

namespace Counterpoise.Deploy.TableExport;

/// <summary>The decision of a model in an ONNX file: as nodes, and as metadata for who decides from the probabilities.</summary>
public static class OnnxDecision
{
    private const string Threshold = "threshold", Weights = "weights", Rule = "rule", Positive = "positive";

    /// <summary>
    /// A threshold is lowered by this share, in the graph and in the metadata, since it often is the very probability of a leaf, and
    /// probabilities are given in single precision.
    /// </summary>
    private const double LowerThreshold = 1 - 5e-7;

    /// <summary>The decision of a file; null for the most probable class.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="classes">Its classes.</param>
    /// <exception cref="FormatException">It cannot be read, or does not fit the classes.</exception>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public static TableDecision? Read(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(classes);
        var rule = metadata.GetValueOrDefault(Rule, "the model's own");
        if (metadata.TryGetValue(Threshold, out var text))
        {
            return classes.Count == 2 ? new TableDecision(rule, [], null)
            {
                Threshold = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            } : throw new FormatException($"'{Threshold}' is for two classes, and there are {classes.Count}");
        }

        if (!metadata.TryGetValue(Weights, out var json)) return null;
        var weights = JsonSerializer.Deserialize<double[]>(json) ?? [];
        return weights.Length == classes.Count ? new TableDecision(rule, weights, null)
            : throw new FormatException($"'{Weights}' has {weights.Length} numbers for {classes.Count} classes");
    }

    /// <summary>The place of the positive class that a file names; null where it names none.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="classes">Its classes.</param>
    /// <exception cref="FormatException">It is none of the classes.</exception>
    public static int? ReadPositive(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(classes);
        if (!metadata.TryGetValue(Positive, out var name)) return null;
        for (var c = 0; c < classes.Count; c++)
        {
            if (classes[c] == name) return c;
        }

        throw new FormatException($"'{Positive}' is '{name}', which is none of the classes");
    }

    /// <summary>Adds the decision to metadata.</summary>
    internal static void Write(Dictionary<string, string> metadata, TableDecision? decision, IReadOnlyList<string> classes,
        int positiveClass)
    {
        if (classes.Count == 2) metadata[Positive] = classes[positiveClass];
        if (decision is null) return;
        metadata[Rule] = decision.Rule;
        if (decision.Threshold is { } threshold)
            metadata[Threshold] = (threshold * LowerThreshold).ToString("R", CultureInfo.InvariantCulture);
        else
            metadata[Weights] = JsonSerializer.Serialize(decision.Weights);
    }

    /// <summary>Adds the output <c>class</c>, the place of the class that is decided from probabilities [N, C].</summary>
    internal static void Add(OnnxGraphWriter writer, TableDecision? decision, int positiveClass, string p)
    {
        if (decision?.Threshold is not { } threshold)
        {
            if (decision is not null) p = writer.Node("Mul", [p, writer.Constant([.. decision.Weights], decision.Weights.Count)]);
            writer.Add("ArgMax", [p], "class", ("axis", 1), ("keepdims", 0));
            return;
        }

        var score = writer.Node("Gather", [p, writer.Constant([(long)positiveClass])], ("axis", 1));
        var below = writer.Node("Less", [score, writer.Constant([threshold * LowerThreshold])]);
        writer.Add("Where", [below, writer.Constant([1L - positiveClass]), writer.Constant([(long)positiveClass])], "class");
    }
}
