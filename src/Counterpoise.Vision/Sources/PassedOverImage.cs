namespace Counterpoise.Vision.Sources;

/// <summary>A file that looks like an image and is not read as one.</summary>
/// <param name="Path">Its path in the data set.</param>
/// <param name="ClassName">The class in whose folder it lies; null where it lies in none.</param>
/// <param name="Reason">Why: the format that its name or its first bytes tell.</param>
public sealed record PassedOverImage(string Path, string? ClassName, string Reason);
