using Counterpoise.Torch.Files;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Finds pretrained weights by path, or fetches a known name once.</summary>
internal static class PretrainedFile
{
    public static async Task<string?> FindAsync(string? pathOrName, string architecture, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (pathOrName is null)
        {
            return null;
        }

        if (File.Exists(pathOrName) || pathOrName.Contains('/', StringComparison.Ordinal) || Path.HasExtension(pathOrName))
        {
            return await FetchAsync(pathOrName, events, cancellationToken);
        }

        var network = ImageArchitecture.Named(architecture);
        return network.FindPackagedWeights is { } find && pathOrName == "imagenet"
            ? find()
            : await FetchAsync($"{network.PublishedName ?? network.Name}/{pathOrName}", events, cancellationToken);
    }

    private static async Task<string> FetchAsync(string name, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var progress = new Progress<FetchProgress>(p => events.Note($"fetching {name}: {p}"));
        return await new PretrainedWeights().FindAsync(name, progress, cancellationToken);
    }
}
