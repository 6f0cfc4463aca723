namespace Counterpoise.Vision.Sources;

/// <summary>
/// Reads a tree of images with one folder per class, <c>class/…/file</c>, or one such tree per part,
/// <c>train|val|test/class/…/file</c>. Classes and files come in ordinal order, as torchvision's ImageFolder has them; names that begin with a dot are passed over.
/// </summary>
public static class ImageFolder
{
    /// <summary>Lists the images; no pixel is read.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How to read it; null means the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There are no images, or a class has none.</exception>
    public static ImageDataset Load(string path, ImageFolderOptions? options = null)
    {
        options ??= new();
        options.Validate();
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"there is no folder {path}");
        }

        var root = Path.GetFullPath(path);
        var tree = new FolderTree(Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), options);
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (entry is DirectoryInfo)
            {
                tree.AddFolder(relative);
            }
            else
            {
                tree.AddFile(relative, () => new FileContent(Path.Combine(path, relative)));
            }
        }

        return tree.Build();
    }
}
