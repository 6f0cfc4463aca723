using System.Security.Cryptography;
using System.Text.Json;
using Counterpoise.Files;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// A digest of the content of every image of a data set, by which other images under the same names are told. Two bytes of each image's
/// digest are kept beside that of the whole, enough to say which images differ.
/// </summary>
public sealed class ImageFingerprint
{
    private const int KeptBytes = 2;
    private const int MostNamed = 3;

    private readonly byte[][] _images;

    /// <summary>Takes the digests of images in their order.</summary>
    internal ImageFingerprint(byte[][] images)
    {
        _images = images;
        Digest = Convert.ToHexStringLower(SHA256.HashData(images.SelectMany(bytes => bytes).ToArray()));
    }

    /// <summary>The SHA-256 of the digests of all images in their order, as 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>Number of images.</summary>
    public int Count => _images.Length;

    /// <summary>Whether two images have the same content, byte by byte.</summary>
    /// <param name="first">Index of one.</param>
    /// <param name="second">Index of the other.</param>
    public bool AreEqual(int first, int second) => _images[first].AsSpan().SequenceEqual(_images[second]);

    /// <summary>Writes the fingerprint into a file, or checks it against the one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The images that it is of, for naming those that differ.</param>
    /// <param name="remedy">What to do about other images, in an imperative.</param>
    /// <param name="replace">Whether the fingerprint of other images is replaced: where there is no result of theirs yet.</param>
    /// <exception cref="InvalidDataException">The file is of other images, or no fingerprint; the message counts and names those that
    /// differ.</exception>
    /// <exception cref="IOException">The file can be neither read nor written.</exception>
    public void KeepOrRequire(string path, ImageDataset dataset, string remedy, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dataset);
        if (replace || !File.Exists(path))
        {
            Write(path);
            return;
        }

        var kept = Read(path);
        if (kept.Digest == Digest)
        {
            return;
        }

        var differing = Enumerable.Range(0, Count).Where(i => kept.Images.Length != Count * KeptBytes
            || !_images[i].AsSpan(0, KeptBytes).SequenceEqual(kept.Images.AsSpan(i * KeptBytes, KeptBytes))).ToArray();

        // Two bytes of a digest can agree by chance; then the whole knows better, and no image can be named.
        var which = differing.Length == 0 ? ""
            : $": {differing.Length} of {Count} differ, {(differing.Length > MostNamed ? $"the first {MostNamed} of them" : "namely")} "
            + $"{string.Join(", ", differing.Take(MostNamed).Select(i => dataset.Samples[i].Name))}";
        throw new InvalidDataException(
            $"{dataset.Name} has other images under the same names than those that {path} was made of{which}. Results of other images "
            + $"cannot be mixed with these: {remedy}; or, where the new files hold the same pixels, remove {path}");
    }

    /// <summary>The digest of one image: of its file's bytes, or of its pixels.</summary>
    internal static byte[] DigestOf(IImageContent content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        content.AppendTo(hash);
        return hash.GetHashAndReset();
    }

    private void Write(string path) => AtomicFile.Write(path, stream =>
        JsonSerializer.Serialize(stream, new Kept(Digest, [.. _images.SelectMany(bytes => bytes.Take(KeptBytes))]),
        JsonSerializerOptions.Web));

    private static Kept Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path), JsonSerializerOptions.Web) is { Digest.Length: > 0,
                Images: not null } kept
                ? kept
                : throw new InvalidDataException(
                    $"{path}: no fingerprint of images: remove it if you know that the images are those of the results beside it");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{path}: no fingerprint of images ({fault.Message}): remove it if you know that the images are those of the results "
                + $"beside it", fault);
        }
    }

    private sealed record Kept(string Digest, byte[] Images);
}
