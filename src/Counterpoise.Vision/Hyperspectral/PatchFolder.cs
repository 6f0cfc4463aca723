using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// Patches in the layout of UAV-HSI-Crop: <c>Train/Training/rs/*.npy</c> with reflectances [H, W, bands] (or [bands, H, W]) and
/// <c>Train/Training/gt/*.npy</c> of the same names with classes [H, W]; likewise <c>Train/Validation</c>.
/// </summary>
public static class PatchFolder
{
    /// <summary>Whether a folder has this layout.</summary>
    /// <param name="folder">The folder that holds <c>Train</c>.</param>
    public static bool IsAt(string folder) => Directory.Exists(Path.Combine(folder, "Train", "Training", "rs"));

    /// <summary>Reads one part.</summary>
    /// <param name="folder">The folder that holds <c>Train</c>.</param>
    /// <param name="part"><c>Training</c> or <c>Validation</c>.</param>
    /// <param name="classes">Number of classes; labels beyond it are a fault.</param>
    /// <param name="ignored">A class whose pixels no loss and no metric sees, such as 29; null for none.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="InvalidDataException">There are no patches, a file of labels is missing, or shapes, classes or values do not
    /// fit.</exception>
    public static PixelPatches Read(string folder, string part, int classes, int? ignored = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var images = Path.Combine(folder, "Train", part, "rs");
        string[] files = Directory.Exists(images) ? [.. Directory.EnumerateFiles(images, "*.npy").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
        {
            throw new InvalidDataException(
                $"{images}: there are no .npy files; expected patches as Train/{part}/rs/NAME.npy with labels as Train/{part}/gt/NAME.npy");
        }

        var (values, labels) = (new List<float[]>(), new List<long[]>());
        long[]? shape = null;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var truth = Path.Combine(folder, "Train", part, "gt", Path.GetFileName(file));
            if (!File.Exists(truth))
            {
                throw new InvalidDataException($"{file}: its labels are missing; expected {truth}");
            }

            var label = NpyFile.Load(truth).to_type(ScalarType.Int64);
            var patch = Bands(NpyFile.Load(file).to_type(ScalarType.Float32), label, file);
            shape ??= patch.Shape;
            if (!shape.AsSpan().SequenceEqual(patch.Shape))
            {
                throw new InvalidDataException(
                    $"{file}: found [bands, H, W] {patch.ShapeText}; expected [{string.Join(", ", shape)}] as in {files[0]}");
            }

            values.Add(Finite(patch, file).contiguous().ToArray<float>());
            labels.Add([.. label.contiguous().ToArray<long>().Select((c, i) => c == ignored ? HybridLoss.Ignored : c >= 0 && c < classes ? c
                : throw new InvalidDataException($"{truth}: pixel {i} has class {c}; expected 0 to {classes - 1}"))]);
        }

        return new([.. values.SelectMany(v => v)], [.. labels.SelectMany(l => l)], (int)shape![0], (int)shape[1], (int)shape[2],
            [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))], IsSynthetic: false);
    }

    /// <summary>Reads files of values without labels: [H, W, bands] or [bands, H, W].</summary>
    /// <param name="files">The <c>.npy</c> files, all of one shape.</param>
    /// <param name="bands">Bands.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="InvalidDataException">A file has no axis of so many bands, another shape than the first, or a value that is not
    /// finite.</exception>
    public static PixelPatches ReadValues(IReadOnlyList<string> files, int bands, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var values = new List<float[]>();
        long[]? shape = null;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var patch = NpyFile.Load(file).to_type(ScalarType.Float32);
            patch = patch.Rank == 3 && patch.Size(2) == bands ? patch.permute(2, 0, 1)
                : patch.Rank == 3 && patch.Size(0) == bands ? patch
                : throw new InvalidDataException($"{file}: found values {patch.ShapeText}; expected [H, W, {bands}] or [{bands}, H, W]");
            shape ??= patch.Shape;
            if (!shape.AsSpan().SequenceEqual(patch.Shape))
            {
                throw new InvalidDataException(
                    $"{file}: found [bands, H, W] {patch.ShapeText}; expected [{string.Join(", ", shape)}] as in {files[0]}");
            }

            values.Add(Finite(patch, file).contiguous().ToArray<float>());
        }

        return new([.. values.SelectMany(v => v)], new long[files.Count * shape![1] * shape[2]], bands, (int)shape[1], (int)shape[2], [],
            IsSynthetic: false);
    }

    private static Tensor Finite(Tensor patch, string file) => patch.isfinite().all().ToBoolean() ? patch
        : throw new InvalidDataException($"{file}: a value is not finite; fill it or leave the patch out");

    private static Tensor Bands(Tensor patch, Tensor label, string file)
    {
        if (patch.Rank == 3 && label.Rank == 2 && patch.Size(0) == label.Size(0) && patch.Size(1) == label.Size(1))
        {
            return patch.permute(2, 0, 1);
        }

        return patch.Rank == 3 && label.Rank == 2 && patch.Size(1) == label.Size(0) && patch.Size(2) == label.Size(1) ? patch
            : throw new InvalidDataException(
                $"{file}: found values {patch.ShapeText} and labels {label.ShapeText}; expected [H, W, bands] or [bands, H, W] and [H, W]");
    }
}
