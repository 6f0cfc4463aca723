using Counterpoise.Messages;

namespace Counterpoise.Vision.Sources;

/// <summary>The files that the paths of a table mean, also where they were written on another system.</summary>
internal sealed class ManifestPaths(string root, string suffix)
{
    // So many paths are looked for at once; of the others nothing is known before they are read, unless one of these is missing.
    private const int Probed = 100;

    private readonly Dictionary<string, ILookup<string, string>> _folders = new(StringComparer.Ordinal);
    private int _asked;
    private int _turned;
    private int _recased;
    private int _missing;
    private string? _drive;
    private string? _gone;
    private string? _address;

    /// <summary>What people must know of the paths.</summary>
    public IEnumerable<Message> Notes
    {
        get
        {
            if (_drive is not null)
            {
                yield return $"paths such as '{_drive}' begin with a drive that this system does not have: leave the folder out of the "
                    + $"table, and give it with {new SettingPart(nameof(ImageManifestOptions.Root))}";
            }

            if (_turned > 0)
            {
                yield return $"{_turned} paths have back-slashes, which are read as slashes";
            }

            if (_recased > 0)
            {
                yield return $"{_recased} paths differ from the names of the files in upper and lower case, which is passed over";
            }

            if (_address is not null)
            {
                yield return $"paths such as '{_address}' are addresses, and nothing is fetched: load the images into a folder, and name "
                    + $"their files";
            }
            else if (_missing > 0 && _drive is null)
            {
                yield return $"{(_missing == 1 ? "a path names" : $"{_missing} paths name")} no file, such as '{_gone}': paths start from "
                    + $"{root}, and {new SettingPart(nameof(ImageManifestOptions.Root))} names another folder";
            }
        }
    }

    /// <summary>The file of a path. A back-slash is a slash where no file is called by the path as it stands.</summary>
    public string Find(string path)
    {
        var file = Turned(path.StartsWith("file://", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(path, UriKind.Absolute, out var address) ? address.LocalPath : path);
        if ((_asked++ < Probed || _missing + _recased > 0) && !File.Exists(file))
        {
            if (Recased(file) is { } other)
            {
                _recased++;
                return other;
            }

            _address ??= path.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? path : null;
            (_missing, _gone) = (_missing + 1, _gone ?? path);
        }

        return file;
    }

    /// <summary>The only file of the folder whose name is the same but for upper and lower case; null where there is none.</summary>
    private string? Recased(string file)
    {
        var folder = Path.GetDirectoryName(file);
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
        {
            return null;
        }

        if (!_folders.TryGetValue(folder, out var names))
        {
            _folders[folder] = names = Directory.EnumerateFiles(folder).ToLookup(f => Path.GetFileName(f)!,
                StringComparer.OrdinalIgnoreCase);
        }

        return names[Path.GetFileName(file)].ToArray() is [var only] ? only : null;
    }

    private string Turned(string path)
    {
        var file = Path.Combine(root, path + suffix);
        if (Path.DirectorySeparatorChar == '\\' || !path.Contains('\\', StringComparison.Ordinal) || File.Exists(file))
        {
            return file;
        }

        if (path is [_, ':', ..] && char.IsAsciiLetter(path[0]))
        {
            _drive ??= path;
            return file;
        }

        _turned++;
        return Path.Combine(root, path.Replace('\\', '/') + suffix);
    }
}
