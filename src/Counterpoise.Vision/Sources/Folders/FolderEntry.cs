namespace Counterpoise.Vision.Sources;

/// <summary>A file or folder below a folder.</summary>
/// <param name="Path">Its path from there, with forward slashes.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
public readonly record struct FolderEntry(string Path, bool IsFolder);
