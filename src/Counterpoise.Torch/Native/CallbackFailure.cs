namespace Counterpoise.Torch.Native;

/// <summary>The exception a C# callback threw below a native call, kept until that call reports its failure on the same thread.</summary>
internal static class CallbackFailure
{
    [ThreadStatic] private static Exception? t_last;

    internal static void Keep(Exception failure) => t_last = failure;

    internal static Exception? Take()
    {
        var last = t_last;
        t_last = null;
        return last;
    }
}
