using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Models;

/// <summary>The backbones that can be trained by name.</summary>
/// <param name="Name">The name on the command line and beside the weights.</param>
/// <param name="Normalization">How its pretrained weights expect pixels.</param>
public sealed record ImageArchitecture(string Name, Normalization Normalization)
{
    /// <summary>MobileNetV3-Large (the paper's), -Small, and Large minimalistic.</summary>
    public static IReadOnlyList<ImageArchitecture> Known { get; } =
    [
        new("mobilenet-v3-large", Normalization.ImageNet),
        new("mobilenet-v3-small", Normalization.ImageNet),
        new("mobilenet-v3-large-minimalistic", Normalization.MinusOneToOne),
    ];

    /// <summary>Finds an architecture by name.</summary>
    /// <param name="name">A name of <see cref="Known"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static ImageArchitecture Named(string name) =>
        Known.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"there is no architecture '{name}'; known are {string.Join(", ", Known.Select(a => a.Name))}", nameof(name));

    /// <summary>Makes the network without values.</summary>
    /// <param name="options">Classes, width and dropout.</param>
    public MobileNetV3 Create(MobileNetV3Options options) => Name switch
    {
        "mobilenet-v3-small" => MobileNetV3.Small(options),
        "mobilenet-v3-large-minimalistic" => MobileNetV3.LargeMinimalistic(options),
        _ => MobileNetV3.Large(options),
    };
}
