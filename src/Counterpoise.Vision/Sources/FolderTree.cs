namespace Counterpoise.Vision.Sources;

/// <summary>Makes a data set of entries that are named <c>class/…/file</c> or <c>part/class/…/file</c>, be they files or members of an archive.</summary>
internal sealed class FolderTree(string name, ImageFolderOptions options)
{
    private readonly List<(string Path, Func<IImageContent> Content)> _files = [];
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _ignored = [];

    /// <summary>Adds a folder, so that a class without images is noticed.</summary>
    public void AddFolder(string path)
    {
        if (!IsHidden(path))
        {
            _folders.Add(path);
        }
    }

    /// <summary>Adds a file; <paramref name="path"/> is relative, with forward slashes.</summary>
    public void AddFile(string path, Func<IImageContent> content)
    {
        if (!IsHidden(path) && options.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            _files.Add((path, content));
        }
        else
        {
            _ignored.Add(path);
        }
    }

    /// <summary>Whether the name of a file or of a folder above it begins with a dot: what editors and systems put there is no class.</summary>
    public static bool IsHidden(string path) => path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal);

    public ImageDataset Build()
    {
        var top = _files.Select(file => file.Path).Where(path => path.Contains('/', StringComparison.Ordinal)).Concat(_folders).Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        var byPart = top.Count > 0 && top.TrueForAll(folder => PartNames.Find(folder) is not null);
        var depth = byPart ? 1 : 0;
        var placed = new List<(string Path, string Class, DatasetPart Part, Func<IImageContent> Content)>();
        foreach (var (path, content) in _files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var names = path.Split('/');
            if (names.Length < depth + 2)
            {
                _ignored.Add(path);
                continue;
            }

            placed.Add((path, names[depth], byPart ? PartNames.Find(names[0])!.Value : DatasetPart.Unassigned, content));
        }

        var classes = Classes(placed.Select(file => file.Class), depth);
        var labels = classes.Select((c, i) => (c, i)).ToDictionary(pair => pair.c, pair => pair.i, StringComparer.Ordinal);
        var samples = placed.Select((file, i) => new ImageSample(i, file.Content(), labels[file.Class], Part: file.Part));
        return new(name, classes, [.. samples]) { IgnoredFiles = [.. _ignored.Order(StringComparer.Ordinal)] };
    }

    private string[] Classes(IEnumerable<string> used, int depth)
    {
        var filled = used.ToHashSet(StringComparer.Ordinal);
        var empty = _folders.Select(folder => folder.Split('/')).Where(names => names.Length == depth + 1).Select(names => names[depth]).Where(c => !filled.Contains(c)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (filled.Count == 0)
        {
            throw new InvalidDataException($"{name}: no images found; expected one folder per class (class/image.jpg), or {PartNames.Expected} folders that hold them, with {string.Join(" ", options.Extensions)} files");
        }

        if (empty.Length > 0 && !options.KeepEmptyClasses)
        {
            throw new InvalidDataException($"{name}: class {string.Join(", ", empty.Select(c => $"'{c}'"))} has no images: remove the folder, add images or set KeepEmptyClasses");
        }

        return [.. filled.Concat(empty).Order(StringComparer.Ordinal)];
    }
}
