using Counterpoise.Randomness;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

public sealed class RandomStepsTests
{
    [Fact]
    public void Resized_crops_keep_their_area_and_aspect_within_the_ranges()
    {
        var crop = new RandomResizedCrop { MinimumScale = .3, MaximumScale = .6 };
        var image = new RgbImage(400, 300);
        var random = new RandomStream(1);
        var areas = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var box = crop.Box(image, random);
            box.RequireInside(image);
            areas.Add((double)box.Width * box.Height / (400 * 300));
            Assert.InRange((double)box.Width / box.Height, .74, 1.35);
        }

        Assert.InRange(areas.Min(), .295, .32);
        Assert.InRange(areas.Max(), .58, .605);
        Assert.InRange(areas.Average(), .44, .46);
    }

    [Fact]
    public void An_image_too_thin_for_any_box_gives_its_middle()
    {
        var box = new RandomResizedCrop { MinimumScale = 1 }.Box(new RgbImage(400, 100), new RandomStream(1));
        Assert.Equal(new CropBox(134, 0, 133, 100), box);
    }

    [Fact]
    public void Flipping_twice_changes_nothing_and_once_mirrors()
    {
        var frame = Frame([1, 2, 3, 4, 5, 6], 2, 1);
        new RandomFlip { HorizontalProbability = 1 }.Apply(frame, new RandomStream(0));
        Assert.Equal([4, 5, 6, 1, 2, 3], frame.Image.Pixels.ToArray());
        var tall = Frame([1, 2, 3, 4, 5, 6], 1, 2);
        new RandomFlip { HorizontalProbability = 1, VerticalProbability = 1 }.Apply(tall, new RandomStream(0));
        Assert.Equal([4, 5, 6, 1, 2, 3], tall.Image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(17)]
    public void A_flip_reverses_every_row_of_any_width(int width)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * 9).Select(i => (byte)(i * 7))];
        var frame = Frame(pixels, width, 3);
        new RandomFlip { HorizontalProbability = 1 }.Apply(frame, new RandomStream(0));
        Assert.Equal(pixels.Chunk(3 * width).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel)),
            frame.Image.Pixels.ToArray());
    }

    [Fact]
    public void Padded_crops_shift_by_every_amount_and_fill_with_black()
    {
        var random = new RandomStream(2);
        var shifts = new HashSet<(int, int)>();
        for (var i = 0; i < 400; i++)
        {
            var frame = new AugmentationFrame();
            frame.Image.Reset(6, 6);
            frame.Image.Pixels.Clear();
            frame.Image.Row(3)[9] = 255;
            new RandomPaddedCrop { Size = 6, Padding = 2 }.Apply(frame, random);
            var at = frame.Image.Pixels.IndexOf((byte)255);
            Assert.Equal(255, frame.Image.Pixels.ToArray().Sum(value => value));
            shifts.Add(((at / 3 % 6) - 3, (at / 18) - 3));
        }

        Assert.Equal(25, shifts.Count);
        Assert.All(shifts, shift => Assert.True(Math.Abs(shift.Item1) <= 2 && Math.Abs(shift.Item2) <= 2));
    }

    [Fact]
    public void Cutout_covers_a_quarter_with_one_square()
    {
        var frame = Frame(Enumerable.Repeat((byte)7, 20 * 20 * 3).ToArray(), 20, 20);
        RandomErasing.Cutout().Apply(frame, new RandomStream(4));
        Assert.Equal(100, frame.Image.Pixels.ToArray().Count(value => value == 124));
    }

    [Fact]
    public void Every_operation_of_RandAugment_keeps_the_size_and_some_change_the_pixels()
    {
        var changed = 0;
        for (var operation = 0; operation < 14; operation++)
        {
            var frame = new AugmentationFrame();
            Synthetic.Sample(1, 0, width: 20, height: 15).Content.ReadInto(frame.Image, new());
            var before = frame.Image.Pixels.ToArray();
            new RandAugment { Magnitude = 20 }.Apply(frame, operation, -1);
            Assert.Equal((20, 15), (frame.Image.Width, frame.Image.Height));
            changed += before.SequenceEqual(frame.Image.Pixels.ToArray()) ? 0 : 1;
        }

        // Identity changes nothing, nor does auto contrast on noise that has the whole range.
        Assert.InRange(changed, 12, 13);
    }

    [Fact]
    public void A_strength_of_zero_leaves_all_but_the_histogram_operations_alone()
    {
        for (var operation = 0; operation < 11; operation++)
        {
            var frame = new AugmentationFrame();
            Synthetic.Sample(1, 0, width: 20, height: 15).Content.ReadInto(frame.Image, new());
            var before = frame.Image.Pixels.ToArray();
            new RandAugment { Magnitude = 0 }.Apply(frame, operation, 1);
            Assert.Equal(before, frame.Image.Pixels.ToArray());
        }
    }

    private static AugmentationFrame Frame(byte[] pixels, int width, int height)
    {
        var frame = new AugmentationFrame();
        frame.Image.CopyFrom(new RgbImage(width, height, pixels));
        return frame;
    }
}
