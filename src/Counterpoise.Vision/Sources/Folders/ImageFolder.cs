namespace Counterpoise.Vision.Sources;

/// <summary>
/// Reads a tree of images with one folder per class, <c>class/…/file</c>, or one such tree per part,
/// <c>train|val|test/class/…/file</c>. Classes and files come in ordinal order, as torchvision's ImageFolder has them;
/// <see cref="HiddenNames"/> are passed over, and a folder that is alone at the top is entered.
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
        foreach (var (relative, isFolder) in FolderWalk.Entries(root, tree.Notes.Add))
        {
            if (isFolder)
            {
                tree.AddFolder(relative);
            }
            else
            {
                var file = Path.Combine(path, relative);
                tree.AddFile(relative, () => new FileContent(file), () => ForeignImages.StartOf(file));
            }
        }

        return tree.Build();
    }
}
