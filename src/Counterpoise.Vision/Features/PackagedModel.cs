namespace Counterpoise.Vision.Features;

/// <summary>Finds the files of a model that a NuGet package carries.</summary>
internal static class PackagedModel
{
    /// <summary>The variable that names a folder with the model's files, for machines without a package cache.</summary>
    public const string FolderVariable = "COUNTERPOISE_MODELS";

    /// <summary>
    /// Finds a file: in the folder that <c>COUNTERPOISE_MODELS</c> names, beside the program under <c>models</c>, else in NuGet's
    /// package cache. Never in the working folder.
    /// </summary>
    /// <param name="package">Name of the package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="file">The file's path inside the package, with forward slashes.</param>
    /// <exception cref="FileNotFoundException">It is nowhere; the message says where was looked and what to install.</exception>
    public static string Find(string package, string version, string file)
    {
        string[] places = [.. Candidates(package, version, file)];
        return places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
            $"the file {Path.GetFileName(file)} of the package {package} {version} was not found in {string.Join(", ", places)}: restore "
                + $"that package "
            + $"(dotnet add package {package} --version {version}), or put the file into a folder and name the folder with "
            + $"{FolderVariable}");
    }

    /// <summary>Whether <see cref="Find"/> finds the file.</summary>
    public static bool Exists(string package, string version, string file) => Candidates(package, version, file).Any(File.Exists);

    private static IEnumerable<string> Candidates(string package, string version, string file)
    {
        var name = Path.GetFileName(file);
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } own)
        {
            yield return Path.GetFullPath(Path.Combine(own, name));
        }

        yield return Path.Combine(AppContext.BaseDirectory, "models", name);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } packages
            ? packages
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        yield return Path.GetFullPath(Path.Combine([cache, package.ToLowerInvariant(), version, .. file.Split('/')]));
    }
}
