using Counterpoise.Files;

namespace Counterpoise.Workflows;

/// <summary>What is written never replaces what is read.</summary>
internal static class OutputPath
{
    /// <summary>Refuses an output that is one of the inputs, also through links.</summary>
    /// <exception cref="InputException">It is.</exception>
    public static void RequireOther(string output, params IEnumerable<string> inputs)
    {
        if (!File.Exists(output))
            return;
        var target = True(output);
        if (inputs.Any(i => True(i) == target))
            throw new InputException(
                $"'{output}' is a file that is read, or belongs to what is read, and would be overwritten: name another to write");
    }

    /// <summary>Refuses a folder where a model is written that is one file.</summary>
    /// <param name="output">Where it is to be written.</param>
    /// <param name="model">Which model, such as <c>a model of tables</c>.</param>
    /// <exception cref="InputException">It is a folder.</exception>
    public static void RequireFile(string output, string model)
    {
        if (Directory.Exists(output))
            throw new InputException($"--out is '{output}', a folder: {model} is one file, such as {Path.Combine(output, "model.cpm")}");
    }

    /// <summary>A file, or all files of a folder such as a run's.</summary>
    public static IEnumerable<string> Within(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16,
            AttributesToSkip = FileAttributes.ReparsePoint })
        : [path];

    /// <summary>The file that a path leads to, through links of the file and of its folders.</summary>
    private static string True(string path)
    {
        var full = AtomicFile.FinalTarget(path) ?? Path.GetFullPath(path);
        for (var folder = Path.GetDirectoryName(full); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } link)
                return True(Path.Combine(link.FullName, Path.GetRelativePath(folder, full)));
        }

        return full;
    }
}
