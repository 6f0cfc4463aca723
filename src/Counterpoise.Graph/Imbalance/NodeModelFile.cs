using Counterpoise.Graph.Models;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Imbalance;

/// <summary>Keeps a trained classifier of nodes: weights in a safetensors file whose metadata say the rest.</summary>
public static class NodeModelFile
{
    /// <summary>The number of the format that is written; files of a later one are refused.</summary>
    public const int Format = 1;

    private const string Kind = "graph-nodes", Writer = "counterpoise graph train on nodes";

    /// <summary>Whether a file holds a model of this kind; false for what is not there or no safetensors file.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) => SafetensorsFile.TextOf(path, "kind") == Kind;

    /// <summary>Writes a model, whole or not at all. Equal models give equal bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    public static void Save(NodeModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Save(path, model.Weights(), ModelCards.Write(Kind, Format, new NodeCard
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
        }));
    }

    /// <summary>Reads a model; it predicts as the one that was saved, to the bit.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <exception cref="WeightFileException">The file is damaged, of a later format, or holds another kind of model.</exception>
    public static NodeModel Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        var card = ModelCards.Read<NodeCard>(archive, Kind, Format, Writer, c => c.Fault());
        var network = new NodeNetwork(card.Features.Count, card.Network).Initialize(0);
        try
        {
            ModelWeights.Load(network, archive);
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
}
