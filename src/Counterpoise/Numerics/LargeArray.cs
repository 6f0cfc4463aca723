using System.Runtime.InteropServices;

namespace Counterpoise.Numerics;

/// <summary>
/// Arrays of many megabytes on huge pages where the system has them. Without, a new array costs one page fault for every four
/// kilobytes when it is written first: on a virtual machine ten times what writing costs.
/// </summary>
/// <remarks>
/// Linux grants them to memory that asks (its setting <c>madvise</c>, the most common one) or to all; asking is a hint and never
/// fails. Elsewhere these are plain arrays.
/// </remarks>
internal static unsafe partial class LargeArray
{
    // Of Linux's madvise.h.
    private const int HugePages = 14;

    /// <summary>Bytes of a huge page on x86-64 and, with pages of four kilobytes, on arm64.</summary>
    private const nuint Page = 2 << 20;
    private static bool s_refused = !OperatingSystem.IsLinux();

    /// <summary>An array of undefined content, to be written in full.</summary>
    /// <param name="length">Number of elements.</param>
    /// <param name="pinned">Whether it must never move.</param>
    internal static T[] Uninitialized<T>(int length, bool pinned = false)
        where T : unmanaged
    {
        var array = GC.AllocateUninitializedArray<T>(length, pinned);
        Ask(array);
        return array;
    }

    /// <summary>An array of zeros.</summary>
    /// <param name="length">Number of elements.</param>
    internal static T[] Zeros<T>(int length)
        where T : unmanaged
    {
        if ((nuint)length * (nuint)sizeof(T) < 2 * Page)
        {
            return new T[length];
        }

        var array = Uninitialized<T>(length);
        Array.Clear(array);
        return array;
    }

    private static void Ask<T>(T[] array)
        where T : unmanaged
    {
        var bytes = (nuint)array.Length * (nuint)sizeof(T);
        if (bytes < 2 * Page || s_refused)
        {
            return;
        }

        fixed (T* first = array)
        {
            var start = ((nuint)first + Page - 1) & ~(Page - 1);
            var end = ((nuint)first + bytes) & ~(Page - 1);
            try
            {
                _ = Advise((void*)start, end - start, HugePages);
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
                s_refused = true;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint size, int advice);
}
