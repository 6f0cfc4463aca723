using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Tests;

public sealed class DomainPresetTests
{
    [Theory]
    [InlineData("photos", "melanoma,nevus", 0, AugmentationPreset.Skin)]
    [InlineData("photos", "mel,nv,bkl", 0, AugmentationPreset.Skin)]
    [InlineData("aerial-2019", "fire,flood", 0, AugmentationPreset.Aerial)]
    [InlineData("slides", "lymphocyte,neutrophil", 0, AugmentationPreset.Microscopy)]
    public void Pictures_without_an_up_are_known_by_their_names_and_their_brightness(string data, string classes, int sky,
        AugmentationPreset preset)
    {
        var found = DomainPreset.Of(Images(data, classes, sky))!;
        Assert.Equal(preset, found.Preset);
        Assert.Contains("there is no up", found.Evidence);
    }

    [Theory]
    [InlineData("photos", "cat,dog", 0)]
    [InlineData("photos", "mel,nv", 0)]
    [InlineData("aerial-2019", "fire,flood", 60)]
    public void No_preset_is_named_without_a_word_of_it_or_where_a_sky_is_above(string data, string classes, int sky) =>
        Assert.Null(DomainPreset.Of(Images(data, classes, sky)));

    private static ImageDataset Images(string name, string classes, int sky)
    {
        var random = new Random(3);
        string[] names = classes.Split(',');
        return new(name, names, [.. Enumerable.Range(0, 60).Select(i => new ImageSample(i, new PixelContent(
            $"{i}", Pixels(random, sky, i).ToArray(), 4, 4, PixelLayout.Gray), i % names.Length))]);
    }

    /// <summary>Every second image is brighter above, the others below; a sky makes all brighter above.</summary>
    private static IEnumerable<byte> Pixels(Random random, int sky, int i) =>
        Enumerable.Range(0, 16).Select(p => (byte)(100 + (p < 8 ? sky : 0) + (p < 8 == (i % 2 == 0) ? 20 : 0) + random.Next(5)));
}
