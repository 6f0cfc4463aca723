using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// The CPU allocator of the engine: blocks of 1 MB and more are 2 MiB aligned, ask for huge pages and are kept for the next tensor,
/// which saves a training step the page faults. On from the start.
/// </summary>
public static unsafe class CachingAllocator
{
    /// <summary>Switches to libtorch's own allocator and back; tensors made before stay valid.</summary>
    public static void SetEnabled(bool enabled) => Shim.cp_allocator_caching(enabled ? 1 : 0);

    /// <summary>What the allocator holds now.</summary>
    public static AllocatorStatistics Statistics
    {
        get
        {
            var values = stackalloc long[5];
            Shim.cp_allocator_statistics(values);
            return new AllocatorStatistics(values[0], values[1], values[2], values[3], values[4]);
        }
    }

    /// <summary>Counts the peak anew from what is in use.</summary>
    public static void ResetPeak() => Shim.cp_allocator_reset_peak();

    /// <summary>Gives the memory that no tensor uses back to the system.</summary>
    public static void Trim() => Shim.cp_allocator_trim();
}
