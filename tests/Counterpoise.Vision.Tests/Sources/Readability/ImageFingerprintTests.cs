using System.Formats.Tar;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ImageFingerprintTests
{
    [Fact]
    public void Other_pixels_under_the_same_names_are_refused_counted_and_named()
    {
        using var folder = new TemporaryFolder();
        var kept = Path.Combine(folder.Path, "out", "x.fingerprint");
        Write(folder, "one", [1, 2, 3, 4, 5]);
        Write(folder, "two", [1, 2, 13, 4, 15]);
        Check(folder, "one").KeepOrRequire(kept);
        var written = File.ReadAllBytes(kept);
        Check(folder, "one").KeepOrRequire(kept);
        var fault = Assert.Throws<InvalidDataException>(() => Check(folder, "two").KeepOrRequire(kept));
        Assert.Contains("2 of 5 differ, namely ", fault.Message);
        Assert.Contains("2.png", fault.Message);
        Assert.Contains("name another --out", fault.Message);
        Assert.Equal(written, File.ReadAllBytes(kept));

        Check(folder, "two").KeepOrRequire(kept, replace: true);
        Check(folder, "two").KeepOrRequire(kept);
    }

    [Fact]
    public void A_file_that_is_no_fingerprint_vouches_for_nothing()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one", [1]);
        foreach (var text in new[] { "", "torn {", "{}" })
        {
            Assert.Contains("no fingerprint of images", Assert.Throws<InvalidDataException>(() =>
                Check(folder, "one").KeepOrRequire(folder.Write("x.fingerprint", text))).Message);
        }
    }

    [Fact]
    public void A_folder_and_a_tar_of_the_same_files_have_one_fingerprint()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one", [1, 2]);
        var tar = Path.Combine(folder.Path, "one.tar");
        TarFile.CreateFromDirectory(Path.Combine(folder.Path, "one"), tar, includeBaseDirectory: false);
        Assert.Equal(Check(folder, "one").Print.Digest, ReadabilityCheck.Run(ImageArchive.Load(tar)).Fingerprint.Digest);
    }

    [Theory]
    [InlineData(PixelLayout.Gray, 1)]
    [InlineData(PixelLayout.Interleaved, 3)]
    [InlineData(PixelLayout.Planar, 3)]
    public void Images_in_memory_are_told_by_their_pixels(PixelLayout layout, int channels)
    {
        string Print(int width, int height, byte last)
        {
            var pixels = new byte[6 * channels];
            pixels[^1] = last;
            return ReadabilityCheck.Run(new ImageDataset("d", ["a"], [new(0, new PixelContent("x", pixels, width, height, layout), 0)]))
                .Fingerprint.Digest;
        }

        Assert.Equal(Print(3, 2, 0), Print(3, 2, 0));
        Assert.NotEqual(Print(3, 2, 0), Print(3, 2, 1));
        Assert.NotEqual(Print(3, 2, 0), Print(2, 3, 0));
    }

    [Fact]
    public void A_source_of_ones_own_is_told_by_the_pixels_it_decodes_to()
    {
        string Print(byte value) => ReadabilityCheck.Run(new ImageDataset("d", ["a"], [new(0, new Own(value), 0)])).Fingerprint.Digest;
        Assert.Equal(Print(1), Print(1));
        Assert.NotEqual(Print(1), Print(2));
    }

    private static void Write(TemporaryFolder folder, string set, int[] seeds)
    {
        for (var i = 0; i < seeds.Length; i++)
        {
            folder.Write($"{set}/a/{i}.png", ImageCodec.EncodePng(Synthetic.Dataset([16]).Read(seeds[i])));
        }
    }

    private static Printed Check(TemporaryFolder folder, string set)
    {
        var check = ReadabilityCheck.Run(ImageFolder.Load(Path.Combine(folder.Path, set)));
        return new(check.Fingerprint, check.Readable);
    }

    private sealed record Printed(ImageFingerprint Print, ImageDataset Dataset)
    {
        public void KeepOrRequire(string path, bool replace = false) => Print.KeepOrRequire(path, Dataset, "name another --out", replace);
    }

    private sealed class Own(byte value) : IImageContent
    {
        public string Name => "own";

        public void ReadInto(RgbImage target, DecodeOptions options)
        {
            target.Reset(2, 2);
            target.Pixels.Fill(value);
        }
    }
}
