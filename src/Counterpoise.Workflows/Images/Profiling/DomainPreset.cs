using System.Globalization;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// Which augmentation preset fits pictures without an up: names of classes and data tell the kind, and the brightness of upper and lower
/// halves whether an up shows.
/// </summary>
/// <param name="Preset">The preset.</param>
/// <param name="Evidence">Why.</param>
internal sealed record DomainPreset(AugmentationPreset Preset, string Evidence)
{
    // Sky over ground makes upper halves brighter by more than half a standard deviation; a fifth is chance among 64 images.
    private const double LargestTilt = 0.2;
    private const int Sampled = 64;

    private static readonly (AugmentationPreset Preset, string Kind, string[] Words, string[] Codes)[] s_domains =
    [
        (AugmentationPreset.Aerial, "pictures from above",
            ["aerial", "satellite", "airport", "runway", "harbor", "harbour", "farmland", "orthophoto", "drone", "uav", "landuse",
                "land-use", "eurosat", "overpass", "parkinglot"], []),
        (AugmentationPreset.Skin, "pictures of skin", ["skin", "derm", "nevus", "nevi", "naevus", "melanoma", "keratosis", "lesion"],
            ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", "scc", "ak"]),
        (AugmentationPreset.Microscopy, "pictures through a microscope",
            ["microscop", "histolog", "lymphocyte", "neutrophil", "eosinophil", "monocyte", "basophil", "stroma", "parasite", "blood-cell",
                "bloodcell", "cytolog"], []),
    ];

    /// <summary>The preset that fits; null where none does.</summary>
    public static DomainPreset? Of(ImageDataset dataset)
    {
        string[] names = [dataset.Name, .. dataset.ClassNames];
        foreach (var (preset, kind, words, codes) in s_domains)
        {
            var found = names.FirstOrDefault(n => words.Any(w => n.Contains(w, StringComparison.OrdinalIgnoreCase)));
            string[] coded = [.. dataset.ClassNames.Where(n => codes.Contains(n, StringComparer.OrdinalIgnoreCase))];
            if (found is null && coded.Length < 3)
            {
                continue;
            }

            var tilt = Tilt(dataset);
            return double.IsNaN(tilt) || tilt > LargestTilt ? null : new DomainPreset(preset, string.Create(
                CultureInfo.InvariantCulture,
                $"'{found ?? string.Join("', '", coded.Take(3))}' speaks of {kind}, and upper and lower halves are equally bright (they "
                + $"differ by {tilt:0.00} standard deviations), so there is no up: flips both ways and quarter turns make no wrong "
                + $"picture"));
        }

        return null;
    }

    /// <summary>
    /// How far upper and lower halves differ in brightness on average, in standard deviations over images; NaN for fewer than 8.
    /// </summary>
    internal static double Tilt(ImageDataset dataset)
    {
        var step = Math.Max(1, dataset.Count / Sampled);
        var differences = new List<double>();
        for (var i = 0; i < dataset.Count && differences.Count < Sampled; i += step)
        {
            try
            {
                var image = dataset.Read(i);
                differences.Add(Brightness(image, 0, image.Height / 2) - Brightness(image, (image.Height + 1) / 2, image.Height));
            }
            catch (Exception fault) when (fault is UnreadableImageException or IOException or UnauthorizedAccessException)
            {
                // What cannot be read is told where all images are checked.
            }
        }

        if (differences.Count < 8)
        {
            return double.NaN;
        }

        var mean = differences.Average();
        var deviation = Math.Sqrt(differences.Average(d => (d - mean) * (d - mean)));
        return deviation > 0 ? Math.Abs(mean) / deviation : mean == 0 ? 0 : double.PositiveInfinity;
    }

    private static double Brightness(RgbImage image, int from, int to)
    {
        double sum = 0;
        for (var y = from; y < to; y++)
        {
            foreach (var sample in image.Row(y))
            {
                sum += sample;
            }
        }

        return sum / Math.Max(1, (to - from) * image.Width * RgbImage.Channels);
    }
}
