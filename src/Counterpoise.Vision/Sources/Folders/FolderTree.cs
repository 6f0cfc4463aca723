using Counterpoise.Messages;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// Makes a data set of entries that are named <c>class/…/file</c> or <c>split/class/…/file</c>, be they files or members of an archive.
/// </summary>
internal sealed class FolderTree(string name, ImageFolderOptions options)
{
    private readonly List<TreeFile> _files = [];
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _ignored = [];
    private readonly List<(string Path, string Reason)> _passedOver = [];

    /// <summary>What people must know of how the tree was read.</summary>
    public List<Message> Notes { get; } = [];

    /// <summary>Adds a folder, so that a class without images is noticed.</summary>
    public void AddFolder(string path)
    {
        if (!HiddenNames.IsHidden(path))
        {
            _folders.Add(path);
        }
    }

    /// <summary>Adds a file.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="content">Where its pixels come from.</param>
    /// <param name="start">Its first bytes, asked for where its name does not tell what it is.</param>
    public void AddFile(string path, Func<IImageContent> content, Func<byte[]> start)
    {
        var hidden = HiddenNames.IsHidden(path);
        if (!hidden && options.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            _files.Add(new(path, content));
            return;
        }

        _ignored.Add(path);
        if (!hidden && ForeignImages.Reason(path, start) is { } reason)
        {
            _passedOver.Add((path, reason));
        }
    }

    public ImageDataset Build()
    {
        if (options.AnyLayout)
        {
            return Unlabelled();
        }

        var layout = Layout();
        var placed = new List<(TreeFile File, string[] Names)>();
        foreach (var file in _files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var names = file.Path.Split('/');
            if (names.Length < layout.ClassAt + 2)
            {
                _ignored.Add(file.Path);
                _passedOver.Add((file.Path, "beside the class folders"));
            }
            else
            {
                placed.Add((file, names));
            }
        }

        var classes = Classes(placed.Select(file => file.Names[layout.ClassAt]), layout.ClassAt);
        var labels = classes.Select((c, i) => (c, i)).ToDictionary(pair => pair.c, pair => pair.i, StringComparer.Ordinal);
        var groups = new GroupNames(options);
        var samples = placed.Select((file, i) => new ImageSample(i, file.File.Content(), labels[file.Names[layout.ClassAt]],
            groups.Of(file.Names, layout.ClassAt), layout.PartOf(file.Names))).ToArray();
        NoteGroups(samples, placed.Count(file => file.Names.Length > layout.ClassAt + 2));
        NotePossibleParts(layout, placed.ConvertAll(file => file.Names));
        return new(name, classes, samples)
        {
            IgnoredFiles = [.. _ignored.Order(StringComparer.Ordinal)],
            PassedOver = [.. _passedOver.OrderBy(p => p.Path, StringComparer.Ordinal)
                .Select(p => new PassedOverImage(p.Path, layout.ClassOf(p.Path.Split('/')), p.Reason))],
            Notes = Notes,
        };
    }

    private ImageDataset Unlabelled()
    {
        var samples = _files.OrderBy(file => file.Path, StringComparer.Ordinal).Select((file, i) => new ImageSample(i, file.Content(), 0));
        return new(name, ["unknown"], [.. samples]) { IgnoredFiles = [.. _ignored.Order(StringComparer.Ordinal)],
            PassedOver = [.. _passedOver.Select(p => new PassedOverImage(p.Path, null, p.Reason))], Notes = Notes };
    }

    /// <summary>
    /// Finds where the classes lie: at the top, below folders of splits, or one folder further down where the top holds that folder alone.
    /// </summary>
    private TreeLayout Layout()
    {
        var paths = _files.Select(file => file.Path.Split('/')).Where(names => names.Length > 1)
            .Concat(_folders.Select(folder => (string[])[.. folder.Split('/'), ""])).ToArray();
        var start = 0;
        while (Only(paths, start) is { } only)
        {
            Notes.Add($"{name} holds the folder '{only}' alone, whose folders are taken for the classes or splits");
            start++;
        }

        var top = paths.Where(names => names.Length > start + 1).Select(names => names[start]).Distinct(StringComparer.Ordinal).ToArray();
        var byPart = top.Length > 0 && Array.TrueForAll(top, folder => SplitNames.Find(folder) is not null);
        return new(byPart ? start : -1, byPart ? start + 1 : start);
    }

    /// <summary>
    /// The folder that is alone at a depth, holds no image itself, and at least two folders with images or one of a split.
    /// </summary>
    private static string? Only(string[][] paths, int depth)
    {
        var files = paths.Where(names => names[^1].Length > 0).ToArray();
        var folders = paths.Where(names => names.Length > depth + 1).Select(names => names[depth]).Distinct(StringComparer.Ordinal)
            .ToArray();
        if (folders.Length != 1 || SplitNames.Find(folders[0]) is not null || files.Any(names => names.Length < depth + 3))
        {
            return null;
        }

        var below = files.Select(names => names[depth + 1]).Distinct(StringComparer.Ordinal).ToArray();
        var deeper = below.Length == 1 && (SplitNames.Find(below[0]) is not null
            || Array.TrueForAll(files, names => names.Length > depth + 3));
        return below.Length > 1 || deeper ? folders[0] : null;
    }

    private void NoteGroups(ImageSample[] samples, int inFolders)
    {
        var asked = options.GroupPattern is not null || options.GroupFrom != ImageGroupRule.None;
        var alone = samples.Count(sample => sample.Group is null);
        if (asked && alone > 0)
        {
            Notes.Add($"{alone} of {samples.Length} images have no group by "
                + $"{(options.GroupPattern is { } pattern ? $"the pattern '{pattern}'" : "a folder below their class")}, and stand alone");
        }
        else if (!asked && inFolders > 0)
        {
            Notes.Add($"{inFolders} of {samples.Length} images lie in folders below their class folders: where these are patients or "
                + $"series, name them as groups with {new SettingPart(nameof(options.GroupFrom), "folder")}, so that a split keeps each on "
                + $"one side");
        }
    }

    /// <summary>Class folders that all hold the same folders and no image may be splits under names that are not known.</summary>
    private void NotePossibleParts(TreeLayout layout, List<string[]> placed)
    {
        if (layout.PartAt >= 0 || placed.Exists(names => names.Length < layout.ClassAt + 3))
        {
            return;
        }

        var inside = placed.GroupBy(names => names[layout.ClassAt], StringComparer.Ordinal)
            .Select(c => string.Join(", ", c.Select(names => names[layout.ClassAt + 1]).Distinct(StringComparer.Ordinal))).ToArray();
        if (inside.Length > 1 && inside[0].Contains(", ", StringComparison.Ordinal) && Array.TrueForAll(inside, i => i == inside[0]))
        {
            Notes.Add($"the classes all hold the same folders, {inside[0]}: if those are the classes, call the folders above them "
                + $"{SplitNames.Expected}");
        }
    }

    private string[] Classes(IEnumerable<string> used, int depth)
    {
        var filled = used.ToHashSet(StringComparer.Ordinal);
        var empty = _folders.Select(folder => folder.Split('/')).Where(names => names.Length == depth + 1).Select(names => names[depth])
            .Where(c => !filled.Contains(c)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (filled.Count == 0)
        {
            var seen = _passedOver.Count == 0 ? ""
                : $"; {_passedOver.Count} files look like images and are not read ({Kinds()}), the first: {_passedOver[0].Path}: "
                + $"convert them to JPEG, PNG or TIFF under the ending of that format";
            throw new InvalidDataException(
                $"{name}: no images found; expected one folder per class (class/image.jpg), or {SplitNames.Expected} folders that hold "
                + $"them, with {string.Join(" ", options.Extensions)} files{seen}");
        }

        if (empty.Length > 0 && !options.KeepEmptyClasses)
        {
            throw new InvalidDataException(
                $"{name}: class {string.Join(", ", empty.Select(c => $"'{c}'"))} has no images: remove the folder, add images or set "
                + $"KeepEmptyClasses");
        }

        return [.. filled.Concat(empty).Order(StringComparer.Ordinal)];
    }

    /// <summary>Why files are passed over, the most frequent reason first.</summary>
    private string Kinds() => string.Join(", ", _passedOver.GroupBy(p => p.Reason, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}"));

    private sealed record TreeFile(string Path, Func<IImageContent> Content);

    /// <summary>At which name of a path the split and the class stand; no split is -1.</summary>
    private sealed record TreeLayout(int PartAt, int ClassAt)
    {
        public DatasetSplit PartOf(string[] names) => PartAt < 0 ? DatasetSplit.Unassigned : SplitNames.Find(names[PartAt])!.Value;

        public string? ClassOf(string[] names) => names.Length > ClassAt + 1 ? names[ClassAt] : null;
    }
}
