using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>New tensors from arrays and in a memory format, which TorchSharp makes slowly or not at all.</summary>
public static unsafe class TensorFactories
{
    extension(Tensor)
    {
        /// <summary>A tensor of undefined content.</summary>
        public static Tensor Empty(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, torch.Device? device = null,
            MemoryFormat format = MemoryFormat.Contiguous)
        {
            var rank = shape.Length;
            var sizes = stackalloc long[rank];
            var strides = stackalloc long[rank];
            shape.CopyTo(new Span<long>(sizes, rank));
            long step = 1;
            for (var i = 0; i < rank; i++)
            {
                var axis = format == MemoryFormat.ChannelsLast && rank == TensorMembers.ImageAxes ? TensorMembers.ChannelsLastOrder[i]
                    : rank - 1 - i;
                strides[axis] = step;
                step *= Math.Max(sizes[axis], 1);
            }

            nint handle;
            LibTorchC.Check(
                LibTorchC.aoti_torch_empty_strided(rank, sizes, strides, (int)type, (int)(device?.type ?? DeviceType.CPU),
                    device?.index ?? 0, &handle),
                $"a tensor of shape [{string.Join(", ", shape.ToArray())}]");
            return Tensor.UnsafeCreateTensor(handle);
        }

        /// <summary>A new tensor with a copy of an array, a vector unless a shape is given.</summary>
        /// <exception cref="ArgumentException">The shape needs another number of elements.</exception>
        public static Tensor FromArray<T>(T[] data, params long[] shape)
            where T : unmanaged
        {
            ArgumentNullException.ThrowIfNull(data);
            return Tensor.FromSpan<T>(data, shape);
        }

        /// <summary>A new matrix with a copy of an array.</summary>
        public static Tensor FromArray<T>(T[,] data)
            where T : unmanaged
        {
            ArgumentNullException.ThrowIfNull(data);
            ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(data));
            return Tensor.FromSpan(MemoryMarshal.CreateReadOnlySpan(ref first, data.Length), data.GetLength(0), data.GetLength(1));
        }

        /// <summary>A new tensor with a copy of a span, a vector unless a shape is given.</summary>
        /// <exception cref="ArgumentException">The shape needs another number of elements.</exception>
        public static Tensor FromSpan<T>(ReadOnlySpan<T> data, params long[] shape)
            where T : unmanaged
        {
            ArgumentNullException.ThrowIfNull(shape);
            long needed = shape.Length == 0 ? data.Length : 1;
            foreach (var size in shape)
            {
                needed = checked(needed * size);
            }

            if (needed != data.Length || Array.Exists(shape, size => size < 0))
            {
                throw new ArgumentException($"the shape [{string.Join(", ", shape)}] needs {needed} elements, {data.Length} were given",
                    nameof(shape));
            }

            var result = Tensor.Empty(shape.Length == 0 ? [data.Length] : shape, Element.TypeOf<T>());
            data.CopyTo(new Span<T>(result.Data, data.Length));
            return result;
        }

        /// <summary>A tensor over memory that is already there, without a copy.</summary>
        /// <param name="pinned">Memory that does not move (<c>GC.AllocateArray(…, pinned: true)</c>, native memory): it must stay longer
        /// than the tensor and its views.</param>
        /// <param name="shape">Its sizes; a vector unless given.</param>
        /// <exception cref="ArgumentException">The shape needs another number of elements.</exception>
        public static Tensor Over<T>(Span<T> pinned, params long[] shape)
            where T : unmanaged
        {
            ArgumentNullException.ThrowIfNull(shape);
            long[] sizes = shape.Length == 0 ? [pinned.Length] : shape;
            var strides = new long[sizes.Length];
            long step = 1;
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                strides[axis] = step;
                step = checked(step * sizes[axis]);
            }

            if (step != pinned.Length || Array.Exists(sizes, size => size < 0))
            {
                throw new ArgumentException($"the shape [{string.Join(", ", sizes)}] needs {step} elements, {pinned.Length} were given",
                    nameof(shape));
            }

            nint handle;
            fixed (T* data = pinned)
            fixed (long* first = sizes, apart = strides)
            {
                LibTorchC.Check(LibTorchC.aoti_torch_create_tensor_from_blob(data, sizes.Length, first, apart, 0, (int)Element.TypeOf<T>(),
                    0, 0, &handle), "a tensor over memory");
            }

            return Tensor.UnsafeCreateTensor(handle);
        }
    }
}
