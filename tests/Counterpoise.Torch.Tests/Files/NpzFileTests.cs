using System.IO.Compression;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

public sealed class NpzFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    private string Target => Path.Combine(_folder, "file.npz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_record_that_is_no_array_is_refused_by_its_name()
    {
        Write("readme.txt", "hello"u8.ToArray());
        Assert.Contains("'readme.txt'", Assert.Throws<WeightFileException>(() => NpzFile.Open(Target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_shorter_than_its_array_is_refused()
    {
        Write("a.npy", File.ReadAllBytes(WeightFixtures.Path("float32.npy"))[..^1]);
        var fault = Assert.Throws<WeightFileException>(() => NpzFile.Open(Target));
        Assert.Contains("23 bytes after the header of record 'a.npy', expected 24", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_claims_to_expand_more_than_deflate_can_is_refused()
    {
        Write("a.npy", File.ReadAllBytes(WeightFixtures.Path("float32.npy")));
        var bytes = File.ReadAllBytes(Target);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        // The directory's uncompressed size, offset 24 in a central header.
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 0x7fff_0000);
        File.WriteAllBytes(Target, bytes);
        var fault = Assert.Throws<WeightFileException>(() => NpzFile.Open(Target));
        Assert.Contains("record 'a.npy' of 2147418112 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_expand_to_far_more_than_the_file_are_refused_before_any_is_read()
    {
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, 118, 0,
            .. System.Text.Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (6000000,), }".PadRight(117) + "\n")];
        using (var archive = ZipFile.Open(Target, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 3; i++)
            {
                using var stream = archive.CreateEntry($"a{i}.npy").Open();
                stream.Write(header);
                stream.Write(new byte[24_000_000]);
            }
        }

        var before = GC.GetTotalAllocatedBytes();
        var fault = Assert.Throws<WeightFileException>(() => NpzFile.Open(Target));
        Assert.Contains("at most 16 times the file", fault.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 8 << 20);
    }

    private void Write(string name, byte[] content)
    {
        using var archive = ZipFile.Open(Target, ZipArchiveMode.Create);
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(content);
    }
}
