using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

public sealed class PresetTests
{
    [Theory]
    [InlineData(1, "1,3,5,0,2,4")]
    [InlineData(2, "5,4,3,2,1,0")]
    [InlineData(3, "4,2,0,5,3,1")]
    public void Quarter_turns_move_every_pixel_to_its_place(int quarters, string expected)
    {
        var (image, turned) = (new RgbImage(), new RgbImage());
        image.Reset(2, 3);
        for (var i = 0; i < 6; i++)
        {
            image.Row(i / 2).Slice(3 * (i % 2), 3).Fill((byte)i);
        }

        RandomQuarterTurn.Turn(image, turned, quarters);
        Assert.Equal(quarters == 2 ? (2, 3) : (3, 2), (turned.Width, turned.Height));
        Assert.Equal(expected, string.Join(',', Enumerable.Range(0, 6).Select(i => turned.Row(i / turned.Width)[3 * (i % turned.Width)])));
    }

    [Theory]
    [InlineData(AugmentationPreset.Aerial, 0)]
    [InlineData(AugmentationPreset.Skin, .5)]
    [InlineData(AugmentationPreset.Microscopy, .8)]
    public void Pictures_without_an_up_are_flipped_both_ways_and_turned_by_quarters(AugmentationPreset preset, double colour)
    {
        var options = new ImageExperimentOptions { ImageSize = 96, Augmentation = preset }.AugmentationOptions();
        Assert.Equal((.5, .5, .75, .2, .7, colour), (options.HorizontalFlip, options.VerticalFlip, options.QuarterTurns,
            options.Brightness, options.MinimumScale, options.ColorJitter));
    }

    [Fact]
    public void Every_option_of_a_preset_can_be_set_over_it_by_name()
    {
        var options = new ImageExperimentOptions { Augmentation = AugmentationPreset.Aerial, AugmentationSettings = new Dictionary<string,
            string> { ["minimum-scale"] = "0.5", ["crop"] = "random-padded", ["quarter-turns"] = "0" } };
        var bound = options.AugmentationOptions();
        Assert.Equal((.5, CropRule.RandomPadded, 0, .5), (bound.MinimumScale, bound.Crop, bound.QuarterTurns, bound.VerticalFlip));
        ArgumentException Refused(string name, string value) => Assert.ThrowsAny<ArgumentException>(
            () => (options with { AugmentationSettings = new Dictionary<string, string> { [name] = value } }).Validate());
        Assert.Contains("minimum-scal", Refused("minimum-scal", "1").Message);
        Assert.Contains("size", Refused("size", "32").Message);
        Assert.Contains("brightness", Refused("brightness", "3").Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Small_images_are_predicted_whole_at_the_size_they_were_trained_at()
    {
        var image = new RgbImage();
        image.Reset(32, 32);
        for (var i = 0; i < 32; i++)
        {
            image.Row(i).Fill((byte)(8 * i));
        }

        var card = ImageExperiment.Card(new(Synthetic.Dataset([6, 6]), [0, 1, 6, 7], [2, 8], [3, 9], []),
            new ImageExperimentOptions { ImageSize = 32, Architecture = "small-cnn" });
        var frame = new AugmentationFrame();
        frame.Image.CopyFrom(image);
        new AugmentationPipeline(AugmentationOptions.Evaluation(32, card.Crop)).Apply(frame, 0, 0, 0, 0);
        Assert.Equal(image.Pixels.ToArray(), frame.Image.Pixels.ToArray());
        CropRule At(int size, AugmentationPreset preset) =>
            new ImageExperimentOptions { ImageSize = size, Augmentation = preset }.EvaluationCrop;
        Assert.Equal((CropRule.Square, CropRule.Center, CropRule.Square),
            (At(32, AugmentationPreset.None), At(224, AugmentationPreset.Auto), At(224, AugmentationPreset.Light)));
    }
}
