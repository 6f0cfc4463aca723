using Counterpoise.Tests;
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
        var pair = Assert.Single(report.AcrossSplits);
        Assert.False(pair.IsExact);
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
        var samples = Enumerable.Range(0, 200).Select(i => new ImageSample(i,
            new PixelContent($"{i}", pixels, 2, 2, PixelLayout.Interleaved), 0)).ToArray();
        var report = NearDuplicates.Find(new ImageDataset("equal", ["a"], samples),
            options: new NearDuplicateOptions { MaximumPairs = 50 });
        Assert.Equal(50, report.Pairs.Count);
        Assert.False(report.IsComplete);
        Assert.Empty(report.AcrossSplits);
    }

    [Fact]
    public void Copies_are_told_from_images_that_look_the_same()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.jpg", Oracle.Fixture("photo.jpg"));
        folder.Write("a/2.jpg", Oracle.Fixture("photo.jpg"));
        folder.Write("a/3.jpg", ImageCodec.EncodeJpeg(ImageCodec.Decode(Oracle.Fixture("photo.jpg")), 70));
        Assert.Equal([true, false, false], NearDuplicates.Find(ImageFolder.Load(folder.Path)).Pairs.Select(pair => pair.IsExact));
    }

    [Fact]
    public void Pairs_in_different_groups_are_those_that_a_split_by_group_can_part()
    {
        var image = new PixelContent("x", new byte[27], 3, 3, PixelLayout.Interleaved);
        string?[] groups = ["p", "p", "q", null];
        var data = new ImageDataset("d", ["a"], [.. groups.Select((group, i) => new ImageSample(i, image, 0, group))]);
        Assert.Equal([(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], NearDuplicates.Find(data)
            .AcrossGroups.Select(pair => (pair.First, pair.Second)));
        Assert.Empty(NearDuplicates.Find(new ImageDataset("d", ["a"], [.. groups.Select((_, i) => new ImageSample(i, image, 0))]))
            .AcrossGroups);
    }

    [Fact]
    public void Two_dark_spots_on_the_same_skin_are_two_spots()
    {
        // The low frequencies agree: a spot in the middle of a bright ground. The details do not.
        RgbImage Spot(int seed, bool recoloured = false)
        {
            var random = new Random(seed);
            var pixels = new byte[64 * 64 * 3];
            var bumps = Enumerable.Range(0, 40).Select(_ => (X: random.Next(64), Y: random.Next(64), Height: random.Next(-30, 30)))
                .ToArray();
            for (var i = 0; i < pixels.Length; i++)
            {
                var (x, y, c) = (i / 3 % 64, i / 192, i % 3);
                var value = 200 - (90 * Math.Exp(-(((x - 32) * (x - 32)) + ((y - 30) * (y - 30))) / 250.0))
                    + bumps.Sum(b => b.Height * Math.Exp(-(((x - b.X) * (x - b.X)) + ((y - b.Y) * (y - b.Y))) / 12.0));
                pixels[i] = (byte)Math.Clamp(value + (recoloured && c == 2 ? 3 : 0), 0, 255);
            }

            return new RgbImage(64, 64, pixels);
        }

        ImageDataset Of(params RgbImage[] images) => new("spots", ["a"],
            [.. images.Select((image, i) => new ImageSample(i,
            new PixelContent($"{i}", image.Pixels.ToArray(), 64, 64, PixelLayout.Interleaved), 0))]);
        var data = Of(Spot(1), Spot(1, recoloured: true), Spot(2));
        Assert.Contains(NearDuplicates.Find(data, options: new NearDuplicateOptions { MaximumDistance = 20, MaximumMeanDifference = 30,
            MaximumColorDifference = 30, MinimumSimilarity = -1 }).Pairs, pair => pair.Second == 2);
        Assert.Equal([(0, 1)], NearDuplicates.Find(data, options: new NearDuplicateOptions { MaximumDistance = 20,
            MaximumMeanDifference = 30, MaximumColorDifference = 30 }).Pairs.Select(pair => (pair.First, pair.Second)));
    }

    [Fact]
    public void On_ham10000_no_two_lesions_of_different_classes_are_taken_for_one()
    {
        var folder = Repository.Data("ham10000");
        var data = ImageManifest.Load(Path.Combine(folder, "metadata.csv"),
            new ImageManifestOptions { PathColumn = "image_id", LabelColumn = "dx", GroupColumn = "lesion_id",
            Root = Path.Combine(folder, "images"), PathSuffix = ".jpg" });
        var report = NearDuplicates.Find(data, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(report.LabelConflicts);
        Assert.InRange(report.Pairs.Count, 40, 65);
        Assert.InRange(report.AcrossGroups.Count, 0, 15);
    }

    [Fact]
    public void On_natural_disasters_18_pairs_are_found_and_3_of_them_across_parts()
    {
        var report = NearDuplicates.Find(ImageFolder.Load(Repository.Data("natural-disasters")),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((18, 3), (report.Pairs.Count, report.AcrossSplits.Count));
        Assert.Empty(report.LabelConflicts);
    }

    [Fact]
    public void What_is_seen_while_reading_gives_the_pairs_of_a_search()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/0.jpg", "no image");
        folder.Write("a/1.png", Oracle.Fixture("rgb.png"));
        folder.Write("b/2.png", Oracle.Fixture("rgb.png"));
        var data = ImageFolder.Load(folder.Path);
        var looks = new ImageLooks(data.Count);
        var check = ReadabilityCheck.Run(data, look: looks.Add);
        Assert.Equal((0, 1), Assert.Single(NearDuplicates.Among(check, looks).Pairs) is var pair ? (pair.First, pair.Second) : default);
        Assert.Equal((1, 2), Assert.Single(NearDuplicates.Find(data).Pairs) is var same ? (same.First, same.Second) : default);
        Assert.Throws<ArgumentException>(() => NearDuplicates.Among(check, new ImageLooks(3)));
    }

    [Fact]
    public void The_number_of_parts_must_fit() =>
        Assert.Throws<ArgumentException>(() => NearDuplicates.Find(Synthetic.Dataset([3]), [DatasetSplit.Train]));
}
