using Counterpoise.Messages;

namespace Counterpoise.Vision.Sources;

/// <summary>The files that the paths of a table mean, also where they were written on another system.</summary>
internal sealed class ManifestPaths(string root, string suffix)
{
    private int _turned;
    private string? _drive;

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
        }
    }

    /// <summary>The file of a path. A back-slash is a slash where no file is called by the path as it stands.</summary>
    public string Find(string path)
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
