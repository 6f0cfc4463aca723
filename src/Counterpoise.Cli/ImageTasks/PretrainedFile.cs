using Counterpoise.Cli.Output;
using Counterpoise.Torch.Files;
using Counterpoise.Vision.Models;

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

        if (File.Exists(pathOrName) || pathOrName.Contains('/', StringComparison.Ordinal) || Path.HasExtension(pathOrName))
        {
            return await FetchAsync(pathOrName, cancellationToken);
        }

        var network = ImageArchitecture.Named(architecture);
        return network.FindPackagedWeights is { } find && pathOrName == "imagenet"
            ? find()
            : await FetchAsync($"{network.PublishedName ?? network.Name}/{pathOrName}", cancellationToken);
    }

    private static async Task<string> FetchAsync(string name, CancellationToken cancellationToken)
    {
        var progress = new Progress<FetchProgress>(p => Terminal.Say($"fetching {name}: {p}"));
        return await new PretrainedWeights().FindAsync(name, progress, cancellationToken);
    }
}
