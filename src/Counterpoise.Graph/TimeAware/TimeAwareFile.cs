using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Keeps a trained time-aware network: weights in a safetensors file whose metadata say the rest.</summary>
public static class TimeAwareFile
{
    private const string AnyKind = "time-aware-events-";
    private const string Kind = AnyKind + "1";
    private static readonly JsonSerializerOptions Format = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Whether a file holds a model of this kind, of this version of the format or another; false for what is not there or no
    /// safetensors file.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) =>
        SafetensorsFile.TextOf(path, "kind")?.StartsWith(AnyKind, StringComparison.Ordinal) == true;

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    public static void Save(TimeAwareModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Save(path, model.Network.state_dict(), new Dictionary<string, string>
        {
            ["kind"] = Kind,
            ["network"] = JsonSerializer.Serialize(model.Network.Options, Format),
            ["features"] = JsonSerializer.Serialize(model.Features, Format),
            ["relations"] = JsonSerializer.Serialize(model.Kinds, Format),
            ["means"] = JsonSerializer.Serialize(model.Means, Format),
            ["deviations"] = JsonSerializer.Serialize(model.Deviations, Format),
        });
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <exception cref="WeightFileException">The file is damaged, or holds another kind of model.</exception>
    public static TimeAwareModel Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        if (!archive.Metadata.TryGetValue("kind", out var kind) || kind != Kind)
        {
            throw new WeightFileException(path, $"a model of kind '{kind ?? "none"}'",
                kind?.StartsWith(AnyKind, StringComparison.Ordinal) == true
                    ? $"one of kind '{Kind}': use the program that wrote it, or train the model again"
                    : $"one of kind '{Kind}', as counterpoise graph train writes");
        }

        var (options, features) = (Part<TimeAwareOptions>("network"), Part<EventFeatureOptions>("features"));
        var (relations, means, deviations) = (Part<EventRelation[]>("relations"), Part<double[]>("means"), Part<double[]>("deviations"));
        var network = new TimeAwareNetwork(means.Length, options.Layers == 0 ? 0 : relations.Length, options).Initialize(0);
        using var scope = torch.NewDisposeScope();
        network.LoadStateDict(archive.ToTensors());
        return TimeAwareModel.From(network, means, deviations, relations, features);

        T Part<T>(string name) => archive.Metadata.TryGetValue(name, out var text)
            && JsonSerializer.Deserialize<T>(text, Format) is { } part
            ? part
            : throw new WeightFileException(path, $"no '{name}' among the metadata", "what counterpoise graph train writes");
    }
}
