using Counterpoise.Torch.Files;

namespace Counterpoise.Graph.Models;

/// <summary>The kind that models of graphs tell in their metadata.</summary>
internal static class ModelKind
{
    /// <summary>The kind; null for what is not there, no safetensors file, or a file that tells none.</summary>
    internal static string? Of(string path)
    {
        if (!Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            return null;
        }

        try
        {
            using var archive = SafetensorsFile.Open(path);
            return archive.Metadata.GetValueOrDefault("kind");
        }
        catch (Exception fault) when (fault is WeightFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
