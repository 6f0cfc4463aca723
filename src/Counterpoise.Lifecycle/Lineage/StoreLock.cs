using System.Diagnostics;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// The lock of a store's writers, between threads and between processes; the system lets go of it when its holder is killed.
/// </summary>
internal static class StoreLock
{
    public static IDisposable Take(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var wait = 1; ; wait = Math.Min(50, wait * 2))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
            {
                if (clock.Elapsed > timeout)
                    throw new IOException(
                        $"another process has held '{path}' for {timeout.TotalSeconds:0} seconds; expected it to be free: wait for it, "
                        + $"or end it", fault);
                Thread.Sleep(wait);
            }
        }
    }
}
