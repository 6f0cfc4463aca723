using System.Text;

namespace Counterpoise.Torch.Native;

/// <summary>The exception a C# callback threw below a native call, kept until that call reports its failure on the same thread.</summary>
internal static unsafe class CallbackFailure
{
    [ThreadStatic] private static Exception? t_last;

    internal static void Keep(Exception failure) => t_last = failure;

    /// <summary>Keeps the exception, and gives the shim its message as UTF-8 text with a closing 0.</summary>
    /// <returns>What the callback returns to say that it failed.</returns>
    internal static int Report(Exception failure, byte* error, int capacity)
    {
        Keep(failure);
        Encoding.UTF8.TryGetBytes(failure.Message, new Span<byte>(error, capacity - 1), out var written);
        error[written] = 0;
        return 1;
    }

    internal static Exception? Take()
    {
        var last = t_last;
        t_last = null;
        return last;
    }
}
