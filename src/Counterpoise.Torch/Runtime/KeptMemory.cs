using System.Runtime.InteropServices;

namespace Counterpoise.Torch;

/// <summary>
/// Lets glibc's malloc keep what tensors free, which saves a training step its page faults (131,000 become 150 in a step of
/// MobileNetV3-Large at 224 pixels).
/// </summary>
/// <remarks>
/// It works for the heap of the main thread alone: train there, or start the program with <c>MALLOC_ARENA_MAX=1</c>. The process then holds
/// its peak until it ends.
/// Elsewhere than on glibc it does nothing.
/// </remarks>
public static unsafe partial class KeptMemory
{
    // Parameters of mallopt, of glibc's malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MostMappings = -4;
    private const int Padding = 256 << 20;
    private static int _kept;

    /// <summary>
    /// Switches it on, once for the process: no mapping of its own for a large block, nothing given back, huge pages where the system has
    /// them.
    /// </summary>
    /// <param name="largest">Up to how many bytes of heap huge pages are asked for; addresses alone, no memory.</param>
    /// <returns>Whether the memory is kept now.</returns>
    public static bool Keep(long largest = 4L << 30)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(largest);
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        if (Interlocked.Exchange(ref _kept, 1) == 0)
        {
            _ = SetOption(MostMappings, 0);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, Padding);
            AskForHugePages((nuint)largest);
        }

        return true;
    }

    /// <summary>
    /// What GLIBC_TUNABLES=glibc.malloc.hugetlb=1 does, without an environment variable: a part of the heap is asked for, marked, and left
    /// to malloc.
    /// </summary>
    private static void AskForHugePages(nuint size)
    {
        var block = size > 2 * HugePages.Size ? Allocate(size) : null;
        if (block is not null)
        {
            HugePages.Ask(block, size);
            Free(block);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial void* Allocate(nuint size);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(void* block);
}
