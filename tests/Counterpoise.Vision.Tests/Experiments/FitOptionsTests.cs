using Counterpoise.Learning.Methods;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Experiments;

public sealed class FitOptionsTests
{
    private static readonly ImageSplits Splits = new(Synthetic.Dataset([6, 6]), [0, 1, 6, 7], [2, 8], [3, 9], []);

    [Fact]
    public void Fit_and_depth_are_kept_in_the_card_and_settings_and_defaults_leave_hashes_as_they_were()
    {
        var options = new ImageExperimentOptions { Fit = FitRule.Pad, SixteenBitDepth = 12 };
        var card = ImageExperiment.Card(Splits, options);
        var again = ModelCard.FromMetadata("x", card.ToMetadata());
        Assert.Equal((CropRule.Pad, 12), (again.Crop, again.SixteenBitDepth));
        IReadOnlyDictionary<string, string> Of(ImageExperimentOptions o) =>
            ImageExperiment.Settings(Splits, Method.Named("ce"), o, 1, "own");
        Assert.Equal(("pad", "12"), (Of(options)["fit"], Of(options)["sixteen_bit_depth"]));
        Assert.DoesNotContain(Of(new()).Keys, key => key is "fit" or "sixteen_bit_depth");
        Assert.DoesNotContain("sixteen_bit_depth", string.Join(' ', ImageExperiment.Card(Splits, new()).ToMetadata().Keys),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Flips_can_be_switched_off_and_added_top_to_bottom()
    {
        var options = new ImageExperimentOptions { ImageSize = 32, HorizontalFlips = false, VerticalFlips = true }.AugmentationOptions();
        Assert.Equal((0, .5), (options.HorizontalFlip, options.VerticalFlip));
        Assert.Equal((.5, 0), (new ImageExperimentOptions().AugmentationOptions().HorizontalFlip,
            new ImageExperimentOptions().AugmentationOptions().VerticalFlip));
        Assert.Equal(CropRule.Squash, new ImageExperimentOptions { Augmentation = AugmentationPreset.None,
            Fit = FitRule.Squash }.AugmentationOptions().Crop);
    }
}
