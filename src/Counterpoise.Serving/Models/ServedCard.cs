namespace Counterpoise.Serving.Models;

/// <summary>What clients are told of a model.</summary>
/// <param name="Version">First 12 hexadecimal digits of the SHA-256 of its file.</param>
/// <param name="File">Name of its file.</param>
/// <param name="Architecture">Its network.</param>
/// <param name="Classes">Its classes, in the order of probabilities.</param>
/// <param name="TrainCounts">Training images of each class; empty where not known.</param>
/// <param name="ImageSize">Side of the images that it sees, in pixels.</param>
/// <param name="Method">The method that trained it; null where not known.</param>
/// <param name="Priors">Whether class priors may be given with a request.</param>
public sealed record ServedCard(string Version, string File, string Architecture, IReadOnlyList<string> Classes,
    IReadOnlyList<int> TrainCounts,
    int ImageSize, string? Method, bool Priors);
