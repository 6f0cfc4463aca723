using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>One block of working memory for each thread, aligned to cache lines and kept for the next kernel.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic] private static Block? t_block;

    /// <summary>Room for so many numbers, with what was there before; the next call on this thread gives the same memory.</summary>
    public static float* Floats(long count)
    {
        if (t_block is null || t_block.Count < count)
        {
            t_block?.Free();
            t_block = new Block(count);
        }

        return t_block.Start;
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
