using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>The threads one operator may use on the CPU.</summary>
public static class TorchThreads
{
    /// <summary>How many there are: all processors this process may use, unless <c>OMP_NUM_THREADS</c> says otherwise. Setting it counts for the calling thread and for threads that have run no operator yet.</summary>
    /// <exception cref="TorchException">The count is not positive.</exception>
    public static int Count
    {
        get => Shim.cp_threads();
        set => Shim.Check(Shim.cp_threads_set(value));
    }
}
