using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Counterpoise.Files;

namespace Counterpoise.Vision.Features;

/// <summary>
/// Keeps computed features on disk, so that a second comparison of the same images computes none. An image is found by the SHA-256
/// of its content and by the network's name, not by its path, so that copies and moved folders share their features.
/// </summary>
/// <remarks>
/// Each write is a file of its own (<c>network/digest.features</c>), written whole and renamed, so that several processes may share the
/// folder. A file: 8 bytes magic, two int32 (images, features an image), 32 bytes a digest, then float32 little-endian, row after row. A
/// file that is cut off or damaged is passed over and its images are computed again.
/// </remarks>
public sealed class FeatureStore
{
    private const int DigestBytes = 32;
    private const int HeaderBytes = 16;
    private static readonly byte[] s_magic = "CPFEAT01"u8.ToArray();

    private readonly string _folder;

    /// <summary>Creates a store.</summary>
    /// <param name="folder">Where features are kept; null takes <see cref="DefaultFolder"/>. It is made when something is kept.</param>
    public FeatureStore(string? folder = null) => _folder = folder ?? DefaultFolder;

    /// <summary>
    /// <c>features</c> below <c>COUNTERPOISE_CACHE</c>, else below <c>counterpoise</c> in <c>XDG_CACHE_HOME</c>, else below
    /// <c>.cache/counterpoise</c> in the home folder.
    /// </summary>
    public static string DefaultFolder => Path.Combine(Path.GetDirectoryName(Torch.Files.WeightCache.Folder)!, "features");

    /// <summary>Reads the features of those images that are kept.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="width">Features of an image.</param>
    /// <param name="digests">SHA-256 of each image's content.</param>
    /// <param name="target">Receives the rows that are kept, row-major [digests, width]; other rows are left as they are.</param>
    /// <returns>The positions of the images that are not kept.</returns>
    internal int[] Read(string network, int width, IReadOnlyList<byte[]> digests, Span<float> target)
    {
        var wanted = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < digests.Count; i++)
        {
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(wanted, Convert.ToHexString(digests[i]), out _);
            (places ??= []).Add(i);
        }

        var folder = Path.Combine(_folder, network);
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.features").Order(StringComparer.Ordinal)] : [];
        foreach (var file in files)
        {
            if (wanted.Count == 0)
            {
                break;
            }

            ReadFile(file, width, wanted, target);
        }

        return [.. wanted.Values.SelectMany(places => places).Order()];
    }

    /// <summary>Keeps the features of some images.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="width">Features of an image.</param>
    /// <param name="digests">SHA-256 of each image's content.</param>
    /// <param name="features">Row-major [digests, width].</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal void Keep(string network, int width, IReadOnlyList<byte[]> digests, ReadOnlySpan<float> features)
    {
        var keys = digests.SelectMany(digest => digest).ToArray();
        var name = Convert.ToHexStringLower(SHA256.HashData(keys).AsSpan(0, 16));
        var bytes = MemoryMarshal.AsBytes(features).ToArray();
        var header = new byte[HeaderBytes];
        s_magic.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), digests.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), width);
        AtomicFile.Write(Path.Combine(_folder, network, name + ".features"), stream =>
        {
            stream.Write(header);
            stream.Write(keys);
            stream.Write(bytes);
        });
    }

    private static void ReadFile(string file, int width, Dictionary<string, List<int>> wanted, Span<float> target)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> header = stackalloc byte[HeaderBytes];
            stream.ReadExactly(header);
            long count = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            var isWhole = header[..8].SequenceEqual(s_magic) && count >= 0 && BinaryPrimitives.ReadInt32LittleEndian(header[12..]) == width
                && stream.Length == HeaderBytes + (count * (DigestBytes + (4L * width)));
            if (!isWhole)
            {
                return;
            }

            var keys = new byte[count * DigestBytes];
            stream.ReadExactly(keys);
            for (var i = 0; i < count; i++)
            {
                if (wanted.Remove(Convert.ToHexString(keys.AsSpan(i * DigestBytes, DigestBytes)), out var places))
                {
                    stream.Position = HeaderBytes + (count * DigestBytes) + (i * 4L * width);
                    ReadRow(stream, width, places, target);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another process may be removing the cache: what cannot be read is computed again.
        }
    }

    private static void ReadRow(FileStream stream, int width, List<int> places, Span<float> target)
    {
        var first = target.Slice(places[0] * width, width);
        stream.ReadExactly(MemoryMarshal.AsBytes(first));
        foreach (var place in places.Skip(1))
        {
            first.CopyTo(target.Slice(place * width, width));
        }
    }
}
