namespace Counterpoise.Vision.Sources;

/// <summary>Opens a data set of images by looking at what lies under a path.</summary>
public static class ImageSource
{
    /// <summary>
    /// Opens a folder of class folders, an archive of class folders (<c>.tar</c>, <c>.tar.gz</c>, <c>.zip</c>), a table (<c>.csv</c>,
    /// <c>.tsv</c>), an unpacked binary CIFAR, or IDX files such as those of MNIST.
    /// </summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="folderOptions">How class folders are read; null means the defaults.</param>
    /// <param name="manifestOptions">The columns of a table; null means the defaults.</param>
    /// <exception cref="FileNotFoundException">There is nothing under the path.</exception>
    /// <exception cref="InvalidDataException">It is none of these, or damaged.</exception>
    public static ImageDataset Open(string path, ImageFolderOptions? folderOptions = null, ImageManifestOptions? manifestOptions = null)
    {
        if (Directory.Exists(path))
        {
            return Has("data_batch_1.bin") || Has("fine_label_names.txt") ? CifarBinary.Load(path)
                : IdxFolder.IsAt(path) ? IdxFolder.Load(path)
                : ImageFolder.Load(path, folderOptions);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file or folder {path}", path);
        }

        if (IdxFolder.IsAt(path))
        {
            return IdxFolder.Load(path);
        }

        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            _ when ImageArchive.IsAt(path) => ImageArchive.Load(path, folderOptions),
            _ when ManifestFile.Is(path) => ImageManifest.Load(path, manifestOptions),
            var other => throw new InvalidDataException(
                $"{path}: '{other}' is no data set that can be opened: expected a folder, or a .tar, .tar.gz, .zip, .csv or .tsv file"),
        };

        bool Has(string file) => File.Exists(Path.Combine(path, file));
    }
}
