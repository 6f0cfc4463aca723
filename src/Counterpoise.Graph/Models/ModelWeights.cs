using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Models;

/// <summary>
/// The weights of a network, each under one name: TorchSharp registers parts of a layer under the names of their fields as well.
/// </summary>
internal static class ModelWeights
{
    internal static Dictionary<string, Tensor> Of(nn.Module network) => network.StateDict().Where(p => NameOf(p.Key) == p.Key)
        .ToDictionary(p => p.Key, p => p.Value);

    /// <summary>Reads weights that <see cref="Of"/> has given.</summary>
    /// <exception cref="WeightFileException">They are those of another network, or not finite.</exception>
    internal static void Load(nn.Module network, TensorArchive archive)
    {
        using var scope = torch.NewDisposeScope();
        var weights = archive.ToTensors();
        var all = new Dictionary<string, Tensor>(weights);
        foreach (var name in network.StateDict().Keys)
        {
            if (weights.TryGetValue(NameOf(name), out var value))
            {
                all[name] = value;
            }
        }

        try
        {
            network.LoadStateDict(all);
        }
        catch (StateDictException fault)
        {
            throw new WeightFileException(archive.Path, "weights of another network than its metadata tell",
                "what was written: the file is damaged", fault);
        }

        if (weights.Values.Any(w => !w.isfinite().all().ToBoolean()))
        {
            throw new WeightFileException(archive.Path, "weights that are not finite", "finite weights: the file is damaged");
        }
    }

    private static string NameOf(string name) => string.Join('.', name.Split('.').Select(part => part.TrimStart('_')));
}
