namespace Counterpoise.Workflows.Images;

/// <summary>Holds a run's folder for one process, so that two do not go on with the same run at once.</summary>
internal static class RunLock
{
    /// <summary>Takes the folder until what is returned is disposed, or the process ends.</summary>
    /// <param name="folder">The run's folder, which exists.</param>
    /// <exception cref="InputException">Another process holds it.</exception>
    public static IDisposable Take(string folder)
    {
        var path = Path.Combine(folder, "checkpoints", ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new InputException($"another process trains into '{folder}': wait until it ends, or name another folder with --out");
        }
    }
}
