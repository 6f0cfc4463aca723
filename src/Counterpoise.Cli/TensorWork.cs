using Counterpoise.Torch;

namespace Counterpoise.Cli;

/// <summary>
/// What a verb does with tensors. It runs on the calling thread, which is the program's first one: glibc keeps freed memory for the heap of
/// that thread alone.
/// </summary>
internal static class TensorWork
{
    private const int FirstThread = 1;

    /// <summary>Runs it to its end.</summary>
    /// <param name="work">Gives an <see cref="ExitCode"/>.</param>
    /// <returns>The exit code, once the work has ended.</returns>
    public static Task<int> RunAsync(Func<int> work)
    {
        KeepMemory();
        return Task.FromResult(work());
    }

    /// <summary>Runs it to its end; what it waits for itself, it must wait for on this thread.</summary>
    /// <param name="work">Gives an <see cref="ExitCode"/>.</param>
    /// <returns>The exit code, once the work has ended.</returns>
    public static Task<int> RunAsync(Func<Task<int>> work)
    {
        KeepMemory();
        return work();
    }

    /// <summary>Waits on this thread for what has to be found or fetched before.</summary>
    public static T Wait<T>(Func<Task<T>> before) => Task.Run(before).GetAwaiter().GetResult();

    // Who calls a verb from a thread of its own has a process of its own to care for.
    private static void KeepMemory()
    {
        if (Environment.CurrentManagedThreadId == FirstThread)
        {
            KeptMemory.Keep();
        }
    }
}
