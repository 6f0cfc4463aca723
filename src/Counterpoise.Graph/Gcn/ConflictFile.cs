using Counterpoise.Graph.Models;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// Keeps a trained conflict network: weights in a safetensors file whose metadata say the rest. Networks of apps are not in it: a
/// <see cref="ConflictDetector"/> is given the one that it watches.
/// </summary>
public static class ConflictFile
{
    /// <summary>The number of the format that is written; files of a later one are refused.</summary>
    public const int Format = 1;

    private const string Kind = "conflict-network", Writer = nameof(ConflictFile);

    /// <summary>Whether a file holds a conflict network; false for what is not there or no safetensors file.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) => SafetensorsFile.TextOf(path, "kind") == Kind;

    /// <summary>Writes a network, whole or not at all. Equal networks give equal bytes.</summary>
    /// <param name="model">The network with its thresholds.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    public static void Save(TrainedConflictNetwork model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Save(path, ModelWeights.Of(model.Network), ModelCards.Write(Kind, Format,
            new Card(model.Network.Options, ConflictFeatures.NodeWidth, model.Thresholds)));
    }

    /// <summary>Reads a network; it predicts as the one that was saved, to the bit.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <returns>The network. It knows no networks of apps, so that they are to be given with the windows.</returns>
    /// <exception cref="WeightFileException">The file is damaged, of a later format, or holds another kind of model.</exception>
    public static TrainedConflictNetwork Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        var card = ModelCards.Read<Card>(archive, Kind, Format, Writer, c => c.Fault());
        var network = new ConflictNetwork(card.Inputs, card.Network).Initialize(0);
        try
        {
            ModelWeights.Load(network, archive);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        var model = new TrainedConflictNetwork(network, []);
        card.Thresholds.CopyTo(model.Thresholds, 0);
        return model;
    }

    /// <summary>The metadata.</summary>
    private sealed record Card(ConflictOptions Network, int Inputs, double[] Thresholds)
    {
        /// <summary>What does not belong together, or null.</summary>
        internal string? Fault()
        {
            Network.Validate();
            return Inputs != ConflictFeatures.NodeWidth ? $"{Inputs} features of a node"
                : Thresholds.Length != 3 || Thresholds.Any(double.IsNaN) ? $"{Thresholds.Length} thresholds" : null;
        }
    }
}
