using System.Buffers.Binary;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

/// <summary>Damaged files of every format: each is either read or refused with the one error, and takes little memory meanwhile.</summary>
public sealed class WeightFileFuzzTests : IDisposable
{
    // The largest fixture is 17 kB; what may be built from a file is bounded by the allowance for expanded tensors.
    private const long MaximumAllocation = 64 << 20;
    private const int Mutants = 12_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void No_damaged_file_crashes_hangs_or_takes_much_memory()
    {
        var seeds = Seeds();
        var random = new Random(20260);
        var path = Path.Combine(_folder, "mutant");
        var (read, refused, worst) = (0, 0, 0L);
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutate(seeds[i % seeds.Count], seeds, random);
            File.WriteAllBytes(path, mutant);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(path);
                read++;
            }
            catch (WeightFileException fault)
            {
                Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {i} of seed {i % seeds.Count}: {e}");
            }

            worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(worst, 1, MaximumAllocation);
        // Both happen often, or the mutations would miss the readers' checks or the readers would check nothing.
        Assert.InRange(refused, Mutants / 5, Mutants - 1);
        Assert.InRange(read, Mutants / 20, Mutants - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused, at most {worst} bytes allocated");
    }

    [Fact]
    public void Every_truncation_of_every_format_is_refused()
    {
        var path = Path.Combine(_folder, "short");
        foreach (var seed in Seeds().Where(s => s.Length < 3000))
        {
            for (var length = 0; length < seed.Length; length += 1 + (length / 40))
            {
                File.WriteAllBytes(path, seed.AsSpan(0, length));
                var fault = Record.Exception(() => ReadAll(path));
                Assert.True(fault is WeightFileException,
                    $"{length} of {seed.Length} bytes starting {Convert.ToHexString(seed.AsSpan(0, 12))}: {fault?.ToString() ?? "read"}");
            }
        }
    }

    private List<byte[]> Seeds()
    {
        var safetensors = Path.Combine(_folder, "seed.safetensors");
        using (var archive = WeightFile.Open(WeightFixtures.Path("types.zip.pth")))
            SafetensorsFile.Save(safetensors, archive.Tensors, new Dictionary<string, string> { ["format"] = "pt" });
        var fixtures = Directory.GetFiles(WeightFixtures.Folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        // As many safetensors as fixtures of the other formats, so that all readers are tried alike.
        var headers = Enumerable.Repeat(File.ReadAllBytes(safetensors), fixtures.Count / 4);
        return [.. fixtures, .. headers];
    }

    private static void ReadAll(string path)
    {
        using var archive = WeightFile.Open(path);
        foreach (var tensor in archive.Tensors.Values)
            tensor.CopyTo(new byte[tensor.ByteCount]);
    }

    private static byte[] Mutate(byte[] seed, List<byte[]> seeds, Random random)
    {
        var bytes = (byte[])seed.Clone();
        for (var rounds = random.Next(1, 4); rounds > 0 && bytes.Length > 0; rounds--)
        {
            var at = random.Next(2) == 0 ? random.Next(bytes.Length) : random.Next(Math.Min(bytes.Length, 400));
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes = bytes[..at]; break;
                case 3: Lie(bytes, at, random); break;
                case 4: bytes = Splice(bytes, at, seeds[random.Next(seeds.Count)], random); break;
                case 5: bytes = [.. bytes[..at], .. bytes[random.Next(at, Math.Min(bytes.Length, at + 64))..]]; break;
                default: ChangeDigit(bytes, at, random); break;
            }
        }

        return bytes;
    }

    // Length fields are little-endian words; these are the values that overflow, turn negative or ask for everything.
    private static void Lie(byte[] bytes, int at, Random random)
    {
        ulong[] lies = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x0fff_ffff, 0x3fff_ffff, 0x7fff_ffff, 0xffff_ffff, 0x1_0000_0000,
            0x3fff_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff, ulong.MaxValue];
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, lies[random.Next(lies.Length)]);
        var size = Math.Min(1 << random.Next(4), bytes.Length - at);
        word[..size].CopyTo(bytes.AsSpan(at));
    }

    private static byte[] Splice(byte[] bytes, int at, byte[] other, Random random)
    {
        var from = random.Next(other.Length);
        var length = random.Next(Math.Min(other.Length - from, 100));
        return [.. bytes[..at], .. other[from..(from + length)], .. bytes[at..]];
    }

    // The headers of two formats are text: a shape or an offset that is another number.
    private static void ChangeDigit(byte[] bytes, int at, Random random)
    {
        while (at < bytes.Length && bytes[at] is < (byte)'0' or > (byte)'9')
            at++;
        for (var digits = random.Next(1, 12); digits > 0 && at < bytes.Length; digits--)
            bytes[at++] = (byte)random.Next('0', '9' + 1);
    }
}
