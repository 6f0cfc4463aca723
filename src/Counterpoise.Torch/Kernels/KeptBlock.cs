using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Memory of tensors that each step of training makes again, in the same sizes: what is given back serves the next step.
/// </summary>
/// <remarks>
/// The C library's heap does not do this. A block of glibc's that was asked for with an alignment leaves a hole that is a few
/// bytes too small for the next of its size, and the heap grows for hundreds of steps: to 1.4 GB where 0.2 GB were in use.
/// It is managed memory, so what nobody gives back is collected like any object. What nobody has taken for some seconds is let go
/// at the next collection or the next <see cref="Take"/>.
/// </remarks>
internal sealed unsafe class KeptBlock
{
    /// <summary>A block may be larger than what is asked for by one part in so many.</summary>
    private const int Slack = 8;
    private const int CacheLine = 64;
    private const long LongestIdle = 10_000;
    private static readonly Lock s_lock = new();
    private static readonly List<KeptBlock> s_idle = [];
    private readonly byte[] _memory;
    private long _since;

    private KeptBlock(long bytes)
    {
        _memory = GC.AllocateUninitializedArray<byte>((int)bytes + CacheLine, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Start = (void*)((address + CacheLine - 1) & ~(nuint)(CacheLine - 1));
        Bytes = bytes;
        HugePages.Ask(Start, (nuint)bytes);
    }

    /// <summary>The most bytes that a block can have: an array's limit.</summary>
    internal static long Most => Array.MaxLength - CacheLine;

    /// <summary>The first byte, on a cache line; valid as long as the block is referenced.</summary>
    internal void* Start { get; }

    /// <summary>Bytes from <see cref="Start"/> on.</summary>
    internal long Bytes { get; }

    /// <summary>A block of at least so many bytes, with what was there before.</summary>
    internal static KeptBlock Take(long bytes)
    {
        lock (s_lock)
        {
            LetGo();
            var best = -1;
            for (var i = 0; i < s_idle.Count; i++)
            {
                var has = s_idle[i].Bytes;
                if (has >= bytes && has <= bytes + (bytes / Slack) && (best < 0 || has < s_idle[best].Bytes))
                {
                    best = i;
                }
            }

            if (best >= 0)
            {
                var block = s_idle[best];
                s_idle.RemoveAt(best);
                return block;
            }
        }

        return new KeptBlock(bytes);
    }

    /// <summary>Lets the block serve the next that takes one; nobody may use it through this reference any more.</summary>
    internal void GiveBack()
    {
        lock (s_lock)
        {
            if (s_idle.Count == 0)
            {
                _ = new Collection();
            }

            _since = Environment.TickCount64;
            s_idle.Add(this);
        }
    }

    private static void LetGo()
    {
        var oldest = Environment.TickCount64 - LongestIdle;
        s_idle.RemoveAll(block => block._since < oldest);
    }

    /// <summary>Dies at each collection and comes back as long as blocks wait.</summary>
    private sealed class Collection
    {
        ~Collection()
        {
            lock (s_lock)
            {
                LetGo();
                if (s_idle.Count > 0)
                {
                    GC.ReRegisterForFinalize(this);
                }
            }
        }
    }
}
