using Counterpoise.Messages;

namespace Counterpoise.Vision.Sources;

/// <summary>Lists what lies below a folder. Links are followed, but each real folder is read once, and none that leads back up.</summary>
public static class FolderWalk
{
    /// <summary>Lists files and folders at every depth, in no order, what links lead to last.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="note">Is told of links that are not followed, one sentence each.</param>
    /// <exception cref="InvalidDataException">A link that may have been a folder leads nowhere.</exception>
    public static IEnumerable<FolderEntry> Entries(string root, Action<Message>? note = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        var read = new HashSet<string>(StringComparer.Ordinal);
        var (folders, links) = (new Queue<Place>(), new Queue<Place>());
        folders.Enqueue(new(root, "", RealPath.Of(root)));
        while (folders.Count + links.Count > 0)
        {
            // Folders come before links, so that what lies here is read under its own name.
            if (!folders.TryDequeue(out var place))
            {
                place = links.Dequeue();
                if (read.Contains(place.Real) || RealPath.IsInside(place.From, place.Real))
                {
                    note?.Invoke($"'{place.Name}' is a link to a folder that is read already or lies above it, and is not followed");
                    continue;
                }

                yield return new(place.Name, IsFolder: true);
            }

            read.Add(place.Real);
            foreach (var entry in new DirectoryInfo(place.Path).EnumerateFileSystemInfos())
            {
                var name = place.Prefix + entry.Name;
                if (entry is not DirectoryInfo)
                {
                    RequireTarget(entry, name);
                    yield return new(name, IsFolder: false);
                }
                else if (entry.LinkTarget is null)
                {
                    folders.Enqueue(new(entry.FullName, name, Path.Combine(place.Real, entry.Name)));
                    yield return new(name, IsFolder: true);
                }
                else
                {
                    links.Enqueue(new(entry.FullName, name, RealPath.Of(entry.FullName)) { From = place.Real });
                }
            }
        }
    }

    /// <summary>
    /// A broken link with the ending of a file is named when the file is read; without an ending it may have been a class.
    /// </summary>
    private static void RequireTarget(FileSystemInfo entry, string name)
    {
        if (entry.LinkTarget is { } target && Path.GetExtension(name).Length == 0 && !HiddenNames.IsHidden(name) && LeadsNowhere(entry))
        {
            throw new InvalidDataException(
                $"{entry.FullName} is a link to '{target}', which leads nowhere: mend or remove it, since it may have been the folder "
                + $"of a class");
        }
    }

    /// <summary>A link that exists passes for a file that exists: only its target tells.</summary>
    private static bool LeadsNowhere(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // It is gone, or leads to itself.
            return true;
        }
    }

    /// <param name="Path">Where it is listed.</param>
    /// <param name="Name">Its path from the root, with forward slashes; empty for the root.</param>
    /// <param name="Real">The same without links.</param>
    private sealed record Place(string Path, string Name, string Real)
    {
        /// <summary>Where a link stands, without links.</summary>
        public string From { get; init; } = "";

        public string Prefix => Name.Length == 0 ? "" : Name + "/";
    }
}
