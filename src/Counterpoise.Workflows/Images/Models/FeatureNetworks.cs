using Counterpoise.Vision.Features;
using Counterpoise.Vision.Models;

namespace Counterpoise.Workflows.Images;

/// <summary>Networks of frozen features as a command line names them: <c>resnet-18-packaged</c> or <c>NAME=WEIGHTS</c>.</summary>
public static class FeatureNetworks
{
    /// <summary>The ResNet-18 with ImageNet weights that a package brought.</summary>
    public const string Packaged = "resnet-18-packaged";

    /// <summary>The network's name alone, without the file of its weights.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    internal static string NameOf(string text) => text.Split('=', 2)[0];

    /// <summary>Reads a name.</summary>
    /// <param name="text"><c>resnet-18-packaged</c>, or a name of <see cref="ImageArchitecture.Known"/>, <c>=</c> and the path of a file of
    /// its weights.</param>
    /// <param name="option">The option that named it, for messages.</param>
    /// <exception cref="InputException">There is no such network, no weights are named, or there is no such file.</exception>
    public static FeatureNetworkSource Parse(string text, string option)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (name, weights) = equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
        if (ImageArchitecture.Known.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } architecture)
        {
            throw new InputException(
                $"{option} names '{name}'; known networks are {string.Join(", ", ImageArchitecture.Known.Select(a => a.Name))}");
        }

        if (weights is null && architecture.Name == Packaged)
        {
            return PackagedResNet18.Source;
        }

        if (string.IsNullOrEmpty(weights))
        {
            throw new InputException(
                $"{option} names {architecture.Name} without weights, and features of random weights say nothing: write "
                + $"{architecture.Name}=FILE with a file of pretrained weights");
        }

        return File.Exists(weights) ? BackboneFeatures.Source(architecture.Name, weights)
            : throw new InputException($"{option}: there is no file '{weights}'; expected pretrained weights of {architecture.Name}");
    }
}
