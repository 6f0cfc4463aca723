using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Files and folders to predict, as a data set whose labels mean nothing.</summary>
internal static class ImageFiles
{
    /// <summary>Lists the images: files as they are given, folders with all images below them in ordinal order, less names that begin with a dot.</summary>
    /// <exception cref="InputException">A path is missing, or there are no images.</exception>
    public static ImageDataset Open(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(Expand).ToArray();
        return files.Length > 0
            ? new ImageDataset("images", ["unknown"], [.. files.Select((file, i) => new ImageSample(i, new FileContent(file), 0))])
            : throw new InputException($"there are no images in {string.Join(", ", paths)}; an image ends in {string.Join(", ", new ImageFolderOptions().Extensions)}");
    }

    private static IEnumerable<string> Expand(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => ImageInputs.IsImage(file) && !ImageInputs.IsHidden(Path.GetRelativePath(path, file))).Order(StringComparer.Ordinal)
        : throw new InputException($"there is no file or folder '{path}'");
}
