using Counterpoise.Files;

namespace Counterpoise.Deploy.CExport;

/// <summary>C99 sources, by file name.</summary>
/// <param name="Files">Name and text of each file.</param>
public sealed record CSources(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Writes the files into a folder; each is written under a temporary name and renamed.</summary>
    /// <param name="folder">The folder, made where it is not there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in Files) AtomicFile.WriteText(Path.Combine(folder, name), text);
    }
}
