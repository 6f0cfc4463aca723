using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Duplicates;

public sealed class NearDuplicatesTests
{
    [Fact]
    public void A_copy_saved_at_another_size_and_quality_is_found_across_parts()
    {
        using var folder = new TemporaryFolder();
        var image = ImageCodec.Decode(Oracle.Fixture("photo444.jpg"));
        var larger = new RgbImage();
        new Resizer().Resize(image, 100, 76, larger);
        folder.Write("train/a/1.png", ImageCodec.EncodePng(image));
        folder.Write("test/b/2.jpg", ImageCodec.EncodeJpeg(larger, 60));
        folder.Write("test/a/3.png", ImageCodec.EncodePng(Synthetic.Dataset([1], 40, 30).Read(0)));
        folder.Write("train/a/4.jpg", "no image");
        var data = ImageFolder.Load(folder.Path);
        var report = NearDuplicates.Find(data);
        var pair = Assert.Single(report.AcrossParts);
        Assert.EndsWith("2.jpg", data.Samples[pair.First].Name, StringComparison.Ordinal);
        Assert.EndsWith("1.png", data.Samples[pair.Second].Name, StringComparison.Ordinal);
        Assert.Single(report.LabelConflicts);
        Assert.EndsWith("4.jpg", Assert.Single(report.Unreadable).Name, StringComparison.Ordinal);
        Assert.True(report.IsComplete);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(17)]
    public void The_index_finds_exactly_the_pairs_of_a_full_search(int threshold)
    {
        var random = new Random(3);
        var hashes = Enumerable.Range(0, 300).Select(_ => (ulong)random.NextInt64()).ToArray();
        for (var i = 0; i < 200; i++)
        {
            // Half of the hashes are others with a few bits flipped.
            hashes[100 + i] = hashes[i / 2];
            for (var flips = random.Next(9); flips > 0; flips--)
            {
                hashes[100 + i] ^= 1UL << random.Next(64);
            }
        }

        var expected = from i in Enumerable.Range(0, 300)
                       from j in Enumerable.Range(i + 1, 299 - i)
                       let distance = PerceptualHash.Distance(hashes[i], hashes[j])
                       where distance <= threshold
                       select (i, j, distance);
        Assert.Equal(expected, HashIndex.Pairs(hashes, threshold, CancellationToken.None).Order());
    }

    [Fact]
    public void A_flood_of_equal_images_ends_at_the_limit()
    {
        var pixels = new byte[12];
        var samples = Enumerable.Range(0, 200).Select(i => new ImageSample(i, new PixelContent($"{i}", pixels, 2, 2, PixelLayout.Interleaved), 0)).ToArray();
        var report = NearDuplicates.Find(new ImageDataset("equal", ["a"], samples), options: new NearDuplicateOptions { MaximumPairs = 50 });
        Assert.Equal(50, report.Pairs.Count);
        Assert.False(report.IsComplete);
        Assert.Empty(report.AcrossParts);
    }

    [Fact]
    public void The_number_of_parts_must_fit() =>
        Assert.Throws<ArgumentException>(() => NearDuplicates.Find(Synthetic.Dataset([3]), [DatasetPart.Train]));
}
