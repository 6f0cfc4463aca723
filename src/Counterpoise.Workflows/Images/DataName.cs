using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// What people call a data set: a folder's name, also where the images are listed in a file such as metadata.csv within it.
/// </summary>
internal static class DataName
{
    /// <summary>The name to show. What is hashed stays the data set's own name.</summary>
    /// <param name="path">What the user gave.</param>
    /// <param name="name">The data set's own name.</param>
    public static string Of(string path, string name) =>
        ManifestFile.Is(path) && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder ? folder : name;
}
