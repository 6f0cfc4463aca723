namespace Counterpoise.Vision.Sources;

/// <summary>Files and folders that systems and editors leave among images, and that are neither classes nor images.</summary>
public static class HiddenNames
{
    private static readonly HashSet<string> s_folders = new(StringComparer.OrdinalIgnoreCase)
    {
        "__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found",
        "#recycle", "@Recycle", "__pycache__",
    };

    /// <summary>
    /// Whether a name begins with a dot, as <c>.ipynb_checkpoints</c>, or is one that systems give, as <c>__MACOSX</c> and <c>@eaDir</c>.
    /// </summary>
    /// <param name="path">A file or folder, seen from the folder of images; each of its names counts.</param>
    public static bool IsHidden(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('/', Path.DirectorySeparatorChar).Any(name => name.StartsWith('.') || s_folders.Contains(name));
    }
}
