using System.Runtime.InteropServices;

namespace Counterpoise.Torch;

/// <summary>Asks Linux for huge pages: one page fault for two megabytes instead of 512. Elsewhere nothing is asked.</summary>
internal static unsafe partial class HugePages
{
    // Of Linux's madvise.h.
    private const int Advice = 14;

    /// <summary>Bytes of a huge page.</summary>
    internal const nuint Size = 2 << 20;

    /// <summary>Asks for the whole huge pages within a part of memory; a hint, which may be refused.</summary>
    internal static void Ask(void* start, nuint bytes)
    {
        var first = ((nuint)start + Size - 1) & ~(Size - 1);
        var end = ((nuint)start + bytes) & ~(Size - 1);
        if (OperatingSystem.IsLinux() && end > first)
        {
            _ = Advise((void*)first, end - first, Advice);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint size, int advice);
}
