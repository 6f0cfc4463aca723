using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch.Kernels;

/// <summary>Tensors in blocks of memory that serve again when the last tensor over them is gone.</summary>
internal static unsafe class KeptTensor
{
    /// <summary>Bytes from which on a block is worth keeping.</summary>
    private const long Least = 1 << 18;
    private static readonly ConcurrentDictionary<nint, KeptBlock> s_lent = new();

    /// <summary>A tensor on the CPU of undefined content, in channels_last layout.</summary>
    /// <param name="shape">[N, C, H, W].</param>
    /// <param name="type">float32 or bfloat16.</param>
    internal static Tensor Empty(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32)
    {
        var (images, channels, height, width) = (shape[0], shape[1], shape[2], shape[3]);
        var count = images * channels * height * width;
        var bytes = count * (type == ScalarType.BFloat16 ? sizeof(ushort) : sizeof(float));
        if (bytes < Least || bytes > KeptBlock.Most)
        {
            return Tensor.Empty(shape, type, format: MemoryFormat.ChannelsLast);
        }

        var block = KeptBlock.Take(bytes);
        s_lent[(nint)block.Start] = block;
        var all = LibTorchSharpC.THSTensor_new(block.Start, &Release, &count, 1, (sbyte)type, (sbyte)type, 0, 0, false);
        if (all == 0)
        {
            s_lent.TryRemove((nint)block.Start, out _);
            throw new InvalidOperationException($"TorchSharp made no tensor over {bytes} bytes of memory");
        }

        // Neither the tensor in one row nor a view of it, which would not do as the output of a function: a second tensor over the memory.
        var sizes = stackalloc long[] { images, channels, height, width };
        var strides = stackalloc long[] { height * width * channels, 1, width * channels, channels };
        nint handle;
        var failed = LibTorchC.aoti_torch__reinterpret_tensor(all, shape.Length, sizes, strides, 0, &handle);
        LibTorchC.Check(LibTorchC.aoti_torch_delete_tensor_object(all), "freeing a tensor");
        LibTorchC.Check(failed, "a tensor in channels_last");
        return Tensor.UnsafeCreateTensor(handle);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(void* start)
    {
        if (s_lent.TryRemove((nint)start, out var block))
        {
            block.GiveBack();
        }
    }
}
