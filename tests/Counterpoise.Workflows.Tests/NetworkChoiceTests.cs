using Counterpoise.Learning.Training;
using Counterpoise.Vision.Features;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Tests;

public sealed class NetworkChoiceTests
{
    private static readonly ImageDataOptions Clothes = new() { Path = ImageInputs.Excerpt };

    [Fact]
    public void Small_images_take_the_small_network_from_scratch_at_their_own_size()
    {
        var choice = NetworkChoice.Of(Clothes, "auto", null, null);
        Assert.Equal(("small-cnn", null, 28, ScheduleKind.OneCycle, 0.01),
            (choice.Architecture, choice.Weights, choice.ImageSize, choice.Schedule, choice.LearningRate));
        Assert.Contains("images have 28 pixels", choice.Reason);
    }

    [Fact]
    public void Large_images_begin_from_the_packaged_weights_unless_asked_otherwise()
    {
        var choice = NetworkChoice.Of(Clothes, "auto", "auto", 128);
        Assert.Equal(PackagedResNet18.IsAvailable ? ("resnet-18-packaged", "imagenet") : ("mobilenet-v3-large", null),
            (choice.Architecture, choice.Weights));
        Assert.Equal((128, ScheduleKind.Cosine, 1e-4), (choice.ImageSize, choice.Schedule, choice.LearningRate));
        Assert.Equal(("mobilenet-v3-large", null), (NetworkChoice.Of(Clothes, null, "none", 128).Architecture,
            NetworkChoice.Of(Clothes, null, "none", 128).Weights));
    }

    [Fact]
    public void A_network_that_is_named_without_weights_trains_from_scratch_and_says_so()
    {
        var choice = NetworkChoice.Of(Clothes, "resnet-18", null, null);
        Assert.Equal(("resnet-18", null, 224), (choice.Architecture, choice.Weights, choice.ImageSize));
        Assert.Contains("from scratch, since no weights are named", choice.Reason);
        var given = NetworkChoice.Of(Clothes, null, "imagenet", 96);
        Assert.Equal(("mobilenet-v3-large", "imagenet", 96), (given.Architecture, given.Weights, given.ImageSize));
    }

    [Fact]
    public void Digits_and_letters_are_not_mirrored_and_clothes_are()
    {
        Assert.True(NetworkChoice.Of(Clothes, null, null, null).Mirrors);
        var folder = Directory.CreateTempSubdirectory("counterpoise-test-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 28, 0, 0, 0, 28,
            .. new byte[4 * 28 * 28]]);
        File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1]);
        foreach (var network in new[] { null, "resnet-18" })
        {
            var choice = NetworkChoice.Of(new ImageDataOptions { Path = folder }, network, null, null);
            Assert.False(choice.Mirrors);
            Assert.Contains("no flips, since the classes are digits or letters", choice.Reason);
        }

        Directory.Delete(folder, recursive: true);
    }
}
