using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>Two blocks of working memory for each thread, aligned to cache lines and kept for the next kernel.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic] private static Block? t_block;
    [ThreadStatic] private static Block? t_outer;

    /// <summary>Room for so many numbers, with what was there before; the next call on this thread gives the same memory.</summary>
    public static float* Floats(long count) => Room(ref t_block, count);

    /// <summary>The same, other memory: for a kernel that calls one which works in <see cref="Floats"/>.</summary>
    public static float* OuterFloats(long count) => Room(ref t_outer, count);

    private static float* Room(ref Block? block, long count)
    {
        if (block is null || block.Count < count)
        {
            block?.Free();
            block = new Block(count);
        }

        return block.Start;
    }

    private sealed class Block(long count)
    {
        private const int CacheLine = 64;

        public long Count { get; } = count;

        public float* Start { get; private set; } = (float*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(float)), CacheLine);

        ~Block() => Free();

        public void Free()
        {
            NativeMemory.AlignedFree(Start);
            Start = null;
        }
    }
}
