using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Files, folders, archives and tables to predict, as a data set whose labels mean nothing.</summary>
internal static class ImageFiles
{
    /// <summary>
    /// Lists the images: files as they are given, folders with all images below them in ordinal order, less hidden names; archives and
    /// tables of images in their order. What is passed over is reported.
    /// </summary>
    /// <exception cref="InputException">A path is missing, or there are no images.</exception>
    public static ImageDataset Open(IReadOnlyList<string> paths, ImageFolderOptions folders, ImageManifestOptions manifests,
        IProgress<WorkflowEvent>? events)
    {
        var passedOver = new List<PassedOverImage>();
        var contents = paths.SelectMany(path => Expand(path, folders, manifests, passedOver)).ToArray();
        PassedOverImages.Tell(passedOver, events);
        return contents.Length > 0
            ? new ImageDataset("images", ["unknown"], [.. contents.Select((content, i) => new ImageSample(i, content, 0))])
            : throw new InputException(
                $"there are no images in {string.Join(", ", paths)}; an image ends in {string.Join(", ", folders.Extensions)}");
    }

    private static IEnumerable<IImageContent> Expand(string path, ImageFolderOptions folders, ImageManifestOptions manifests,
        List<PassedOverImage> passedOver)
    {
        if (Directory.Exists(path))
        {
            return InFolder(path, passedOver);
        }

        if (!File.Exists(path))
        {
            throw new InputException($"there is no file or folder '{path}'");
        }

        if (ImageArchive.IsAt(path))
        {
            var archive = ImageArchive.Load(path, folders with { KeepEmptyClasses = true, AnyLayout = true });
            passedOver.AddRange(archive.PassedOver);
            return archive.Samples.Select(sample => sample.Content);
        }

        return ManifestFile.Is(path)
            ? ImageManifest.Load(path, manifests with { LabelsAreOptional = true }).Samples.Select(sample => sample.Content)
            : [new FileContent(path)];
    }

    private static FileContent[] InFolder(string path, List<PassedOverImage> passedOver)
    {
        string[] files = [.. FolderWalk.Entries(path).Where(entry => !entry.IsFolder && !HiddenNames.IsHidden(entry.Path))
            .Select(entry => entry.Path).Order(StringComparer.Ordinal)];
        foreach (var file in files.Where(file => !ImageInputs.IsImage(file)))
        {
            if (ForeignImages.Reason(file, () => ForeignImages.StartOf(Path.Combine(path, file))) is { } reason)
            {
                passedOver.Add(new(Path.Combine(path, file), null, reason));
            }
        }

        return [.. files.Where(ImageInputs.IsImage).Select(file => new FileContent(Path.Combine(path, file)))];
    }
}
