using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Calibration;
using Counterpoise.Graph.Models;
using Counterpoise.Options;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Imbalance;

/// <summary>Keeps a trained classifier of nodes: weights in a safetensors file whose metadata say the rest.</summary>
public static class NodeModelFile
{
    /// <summary>The number of the format that is written; files of a later one are refused.</summary>
    public const int Format = 1;

    private const string Kind = "graph-nodes";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Whether a file holds a model of this kind; false for what is not there or no safetensors file.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) => ModelKind.Of(path) == Kind;

    /// <summary>Writes a model, whole or not at all. Equal models give equal bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    public static void Save(NodeModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Save(path, model.Weights(), new Dictionary<string, string>
        {
            ["kind"] = Kind,
            ["format"] = Format.ToString(CultureInfo.InvariantCulture),
            ["model"] = JsonSerializer.Serialize(new Card
            {
                Network = model.Options,
                Classes = model.Classes,
                Positive = model.Positive,
                Features = model.FeatureNames,
                Means = model.Means,
                Deviations = model.Deviations,
                Relations = model.Relations,
                Threshold = model.Threshold,
                Prior = model.Prior,
                DegreeEdges = model.Curves?.Edges,
                DegreeCurves = model.Curves?.Curves,
                Reading = model.Reading,
            }, Json),
        });
    }

    /// <summary>Reads a model; it predicts as the one that was saved, to the bit.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <exception cref="WeightFileException">The file is damaged, of a later format, or holds another kind of model.</exception>
    public static NodeModel Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        var kind = archive.Metadata.GetValueOrDefault("kind");
        if (kind != Kind)
        {
            throw new WeightFileException(path, $"a model of kind '{kind ?? "none"}'",
                $"one of kind '{Kind}', as counterpoise graph train writes of a graph that does not change");
        }

        var format = archive.Metadata.GetValueOrDefault("format");
        if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Format)
        {
            throw new WeightFileException(path, $"format '{format ?? "none"}' of a model of nodes",
                $"format {Format}: a later version of Counterpoise has written it; read it with that one, or train again");
        }

        var card = Read(archive, path);
        var network = new NodeNetwork(card.Features.Count, card.Network).Initialize(0);
        try
        {
            using var scope = torch.NewDisposeScope();
            network.Load(archive.ToTensors());
            if (network.Weights().Values.Any(w => !w.isfinite().all().ToBoolean()))
            {
                throw new WeightFileException(path, "weights that are not finite", "finite weights: the file is damaged");
            }
        }
        catch (StateDictException fault)
        {
            network.Dispose();
            throw new WeightFileException(path, "weights of another network than its metadata tell",
                "what counterpoise graph train writes: the file is damaged", fault);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        return new NodeModel(network, card.Network, new NodeScaling([.. card.Means], [.. card.Deviations]))
        {
            Classes = card.Classes,
            Positive = card.Positive,
            FeatureNames = card.Features,
            Relations = card.Relations,
            Threshold = card.Threshold,
            Prior = card.Prior,
            Curves = card.DegreeEdges is null ? null : new DegreeCurves(card.DegreeEdges, card.DegreeCurves!),
            Reading = card.Reading,
        };
    }

    private static Card Read(TensorArchive archive, string path)
    {
        try
        {
            var card = archive.Metadata.TryGetValue("model", out var text) ? JsonSerializer.Deserialize<Card>(text, Json) : null;
            card?.Network.Validate();
            if (card?.Fault() is not { } fault)
            {
                return card ?? throw new WeightFileException(path, "no 'model' among the metadata",
                    "what counterpoise graph train writes: the file is damaged");
            }

            throw new WeightFileException(path, fault, "what counterpoise graph train writes: the file is damaged");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOptionsException or NotSupportedException)
        {
            throw new WeightFileException(path, $"metadata that cannot be read ({fault.Message})",
                "what counterpoise graph train writes: the file is damaged", fault);
        }
    }

    /// <summary>The metadata.</summary>
    private sealed record Card
    {
        public required NodeOptions Network { get; init; }

        public required IReadOnlyList<string> Classes { get; init; }

        public required int Positive { get; init; }

        public required IReadOnlyList<string> Features { get; init; }

        public required IReadOnlyList<double> Means { get; init; }

        public required IReadOnlyList<double> Deviations { get; init; }

        public required IReadOnlyList<string> Relations { get; init; }

        public required double Threshold { get; init; }

        public required double Prior { get; init; }

        public int[]? DegreeEdges { get; init; }

        public PlattScaling[]? DegreeCurves { get; init; }

        public NodeReading? Reading { get; init; }

        /// <summary>What does not belong together, or null.</summary>
        internal string? Fault() =>
            Means.Count != Features.Count || Deviations.Count != Features.Count || Deviations.Any(d => !(d > 0 && double.IsFinite(d)))
                || Means.Any(m => !double.IsFinite(m))
                ? $"{Features.Count} features, {Means.Count} means and {Deviations.Count} deviations above 0"
            : Classes.Count < 2 || Positive < 0 || Positive >= Classes.Count ? $"class {Positive} of {Classes.Count}"
            : Relations.Count == 0 ? "no relation"
            : double.IsNaN(Threshold) || !(Prior is > 0 and <= 1) ? $"a threshold of {Threshold} and a prior of {Prior}"
            : (DegreeEdges, DegreeCurves) is not (null, null) and not ({ Length: 3 }, { Length: 4 })
                ? $"{DegreeEdges?.Length ?? 0} edges and {DegreeCurves?.Length ?? 0} curves of degree"
            : null;
    }
}
