using System.Globalization;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Experiments;

/// <summary>Finds networks that halve an image until next to nothing is left to tell its parts apart by.</summary>
internal static class MapResolution
{
    /// <summary>Fewer positions along a side than this are warned about.</summary>
    private const int Least = 4;

    /// <summary>What is wrong and what to do; null where nothing is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">The images' size and what was chosen of the network.</param>
    public static string? Describe(BackboneClassifier network, ImageExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var side = network.MapSide(options.ImageSize);
        if (side >= Least)
        {
            return null;
        }

        var chosen = options.Network();
        var enough = Enumerable.Range(0, chosen.Halvings + 1).Reverse()
            .FirstOrDefault(h => (chosen with { Halvings = h }).MapSide(options.ImageSize) >= Least);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Architecture} leaves {side}×{side} positions of an image of {options.ImageSize}×{options.ImageSize} pixels before "
                + $"pooling, and below {Least}×{Least} it hardly sees where things are: keep more by the network option "
                + $"halvings={enough} (slower), or take small-cnn or cifar-resnet-20");
    }
}
