namespace Counterpoise.Torch.Mpi;

/// <summary>
/// Which processors this process may run on: launchers bind ranks to cores of their own, to a socket that several share, or not at all.
/// </summary>
internal static class ProcessorShare
{
    private const string Line = "Cpus_allowed_list:";

    /// <summary>
    /// A number that is the same in processes of a machine that may run on the same processors, and 0 where the system does not say.
    /// </summary>
    public static long Key()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // FNV-1a: string hashes of .NET differ from process to process.
        var key = 14695981039346656037UL;
        foreach (var letter in File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal))
            ?? "")
        {
            key = (key ^ letter) * 1099511628211UL;
        }

        return (long)key;
    }

    /// <summary>
    /// The processors that this process may count on when all that may run on the same ones share them evenly; at least 1.
    /// </summary>
    /// <param name="processors">How many it may run on.</param>
    /// <param name="own">Its key.</param>
    /// <param name="all">The keys of all ranks of the machine.</param>
    public static int Of(int processors, long own, ReadOnlySpan<long> all)
    {
        var sharing = 0;
        foreach (var key in all)
        {
            sharing += key == own ? 1 : 0;
        }

        return Math.Max(1, processors / Math.Max(1, sharing));
    }
}
