using Counterpoise.Cli.Output;
using Counterpoise.Torch.Files;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Finds pretrained weights by path, or fetches a known name once.</summary>
internal static class PretrainedFile
{
    public static async Task<string?> FindAsync(string? pathOrName, string architecture, CancellationToken cancellationToken)
    {
        if (pathOrName is null)
        {
            return null;
        }

        // The catalogue knows weights by torchvision's name of the network.
        var name = File.Exists(pathOrName) || pathOrName.Contains('/', StringComparison.Ordinal) || Path.HasExtension(pathOrName)
            ? pathOrName
            : $"{architecture.Replace("mobilenet-v3", "mobilenet_v3", StringComparison.Ordinal).Replace('-', '_')}/{pathOrName}";
        var progress = new Progress<FetchProgress>(p => Terminal.Say($"fetching {name}: {p}"));
        return await new PretrainedWeights().FindAsync(name, progress, cancellationToken);
    }
}
