using Counterpoise.Messages;
using Counterpoise.Tables;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Tables of images with several labels: frozen features of the images are what labels are learnt from.</summary>
internal static class LabelledImages
{
    private const int Named = 5;

    /// <summary>The column of image files of a table; null where it holds none.</summary>
    public static string? ColumnOf(MultiLabelDataOptions options) =>
        ManifestFile.Is(options.Input) && File.Exists(options.Input) && ManifestHeader.ColumnOfImages(options.Input) is { } column
            && !options.Targets.Contains(column) ? column : null;

    /// <summary>A row of features for each row of the table.</summary>
    /// <param name="options">The table and the network.</param>
    /// <param name="rows">The table's rows.</param>
    /// <param name="column">The column of image files; relative ones are below the table's folder.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">A row names no file, a file is not there, or an image cannot be read.</exception>
    public static Table Features(MultiLabelDataOptions options, Table rows, string column, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var source = FeatureNetworks.Parse(options.Network, "--network");
        var (names, folder) = (rows[column], Path.GetDirectoryName(Path.GetFullPath(options.Input))!);
        if (Enumerable.Range(0, names.Count).FirstOrDefault(names.IsMissing, -1) is var empty and >= 0)
        {
            throw new InputException($"{options.Input}: row {empty + 1} names no image in column '{column}': fill it or leave the row out");
        }

        string[] files = [.. Enumerable.Range(0, names.Count).Select(i => Path.Combine(folder, names.Text(i)!.Replace('\\', '/')))];
        string[] absent = [.. files.Where(f => !File.Exists(f)).Distinct()];
        if (absent.Length > 0)
        {
            throw new InputException($"{options.Input}: {absent.Length} of {files.Length} images are not there, such as "
                + $"{absent.Take(Named).Select(f => new FilePart(f))}: relative names are taken below the table's folder");
        }

        var dataset = new ImageDataset(ManifestFile.NameOf(options.Input), ["unknown"],
            [.. files.Select((file, i) => new ImageSample(i, new FileContent(file), 0))]);
        var check = ReadabilityCheck.Run(dataset, UnreadablePolicy.Skip, progress: events.Count("checked", dataset.Count),
            cancellationToken: cancellationToken);
        if (check.Unreadable.Count > 0)
        {
            throw new InputException(UnreadableImages.Refusal(check.Unreadable, dataset.Count, canSkip: false));
        }

        events.Note($"column '{column}' names images: labels are learnt from features of {source.Name}"
            + rows.Columns.Count switch { 1 => "", 2 => ", and 1 other column is left out",
                var count => $", and {count - 1} other columns are left out" });
        return Table.FromMatrix(FeatureModelFile.Features(dataset, source, source.Name, events, cancellationToken));
    }
}
