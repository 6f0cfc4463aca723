using Counterpoise.Data;
using Counterpoise.Vision.Hyperspectral;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>A form in which labelled pixels are given.</summary>
/// <param name="Expected">What it looks like, for those who gave something else.</param>
/// <param name="Recognizes">Whether a path is of this form.</param>
/// <param name="Read">Reads it.</param>
internal sealed record PixelSource(string Expected, Func<string, bool> Recognizes,
    Func<PixelClassifyingOptions, CancellationToken, LabelledPixels> Read)
{
    private static readonly PixelSource[] All =
    [
        new(PixelClassifyingOptions.Generated, path => path == PixelClassifyingOptions.Generated, Generate),
        new("a folder with Train/Training/rs", PatchFolder.IsAt, ReadFolder),
        new("a table of neighbourhoods", TableInputs.IsTable, ReadTable),
    ];

    /// <summary>The form of a path.</summary>
    /// <exception cref="InputException">It is of none.</exception>
    public static PixelSource Of(string path) => All.FirstOrDefault(form => form.Recognizes(path))
        ?? throw new InputException($"'{path}' is none of: {string.Join(", ", All.Select(form => form.Expected))}");

    private static LabelledPixels Generate(PixelClassifyingOptions options, CancellationToken cancellationToken)
    {
        var (count, side) = options.GeneratedSize;
        var generated = GeneratedPatches.Create(count, options.Network.Bands, side, options.Classes, noise: 0.5, seed: 1);
        return new("generated patches", generated, null, null, ["The patches are generated: these figures say nothing about crops."]);
    }

    private static LabelledPixels ReadFolder(PixelClassifyingOptions options, CancellationToken cancellationToken)
    {
        var (train, validation) = (PatchFolder.Read(options.Path, "Training", options.Classes, options.Ignored, cancellationToken),
            PatchFolder.Read(options.Path, "Validation", options.Classes, options.Ignored, cancellationToken));
        var all = train with { Values = [.. train.Values, .. validation.Values], Labels = [.. train.Labels, .. validation.Labels] };
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(options.Path)), all, null,
            [.. Enumerable.Range(train.Count, validation.Count)],
            ["The folder's Validation patches are the test split; validation patches are drawn from its Training patches."]);
    }

    private static LabelledPixels ReadTable(PixelClassifyingOptions options, CancellationToken cancellationToken)
    {
        var table = TableFile.Read(options.Path, new TableReadOptions { LastColumnIsTarget = true }, cancellationToken);
        var labels = table.RequireLabels();
        var patches = NeighbourhoodTable.Patches(table, options.Bands, labels.Codes, labels.Classes, options.Path);
        return new(Path.GetFileNameWithoutExtension(options.Path), patches, labels.Codes.ToArray(), null,
            ["Rows are split at random and neighbourhoods may overlap, so that the figures of all arms alike are optimistic; only the "
                + "centre pixel of a neighbourhood has a class."]) { Columns = [.. table.Columns.Select(c => c.Name)] };
    }
}
