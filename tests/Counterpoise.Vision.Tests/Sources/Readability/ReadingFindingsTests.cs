using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Tests.Images;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ReadingFindingsTests
{
    [Theory]
    [InlineData(4080, 12, true)]
    [InlineData(1023, 10, true)]
    [InlineData(8191, 13, true)]
    [InlineData(16383, 14, false)]
    [InlineData(65535, 16, false)]
    [InlineData(0, 0, false)]
    public void Bits_that_16_bit_images_leave_empty_are_counted_and_told(int largest, int bits, bool told)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.png", DeepFiles.Png(2, 1, [0, (ushort)largest]));
        folder.Write("b/2.tif", DeepFiles.Tiff(2, 1, [(ushort)(largest / 2), 0]));
        folder.Write("b/3.png", ImageCodec.EncodePng(new RgbImage(2, 2)));
        var deep = ReadabilityCheck.Run(ImageFolder.Load(folder.Path)).Deep;
        Assert.Equal((2, bits), (deep.Count, deep.BitsInUse));
        Assert.Equal(told, deep.Describe() is not null);
    }

    [Fact]
    public void What_the_middle_square_leaves_out_is_measured()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.png", ImageCodec.EncodePng(new RgbImage(30, 10)));
        folder.Write("b/2.png", ImageCodec.EncodePng(new RgbImage(10, 15)));
        var shapes = ReadabilityCheck.Run(ImageFolder.Load(folder.Path)).Shapes;
        Assert.Equal((2, 1), (shapes.Count, shapes.Long));
        Assert.Equal(((2.0 / 3) + (1.0 / 3)) / 2, shapes.ShareCut, 1e-12);
        Assert.Contains("1 of 2 images are longer than 3:2", shapes.Describe());
        Assert.Null(new ImageShapes(100, 9, .1).Describe());
    }

    [Fact]
    public void Images_keep_their_labels_among_more_classes()
    {
        var data = Synthetic.Dataset([2, 1]).AmongClasses(["new", .. Synthetic.Dataset([2, 1]).ClassNames.Reverse()]);
        Assert.Equal([0, 1, 2], data.CountClasses());
        Assert.Throws<ArgumentException>(() => data.AmongClasses(["new"]));
    }
}
