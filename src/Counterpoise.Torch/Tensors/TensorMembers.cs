using System.Numerics;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// What TorchSharp's tensor lacks or does slowly: its elements as a span or an array, memory formats, and sizes without an array.
/// </summary>
public static unsafe class TensorMembers
{
    internal const int ImageAxes = 4;

    extension(Tensor tensor)
    {
        /// <summary>The shape as text: <c>[2, 3]</c>.</summary>
        public string ShapeText => $"[{string.Join(", ", tensor.Shape)}]";

        /// <summary>The size of each dimension.</summary>
        public long[] Shape
        {
            get
            {
                long* sizes;
                LibTorchC.Check(LibTorchC.aoti_torch_get_sizes(Handle(tensor), &sizes), "reading a shape");
                return new ReadOnlySpan<long>(sizes, tensor.Rank).ToArray();
            }
        }

        /// <summary>The number of dimensions.</summary>
        public int Rank
        {
            get
            {
                long rank;
                LibTorchC.Check(LibTorchC.aoti_torch_get_dim(Handle(tensor), &rank), "reading a shape");
                return (int)rank;
            }
        }

        /// <summary>The number of elements.</summary>
        public long Count
        {
            get
            {
                long count;
                LibTorchC.Check(LibTorchC.aoti_torch_get_numel(Handle(tensor), &count), "reading a shape");
                return count;
            }
        }

        /// <summary>The element type.</summary>
        public ScalarType Type
        {
            get
            {
                int type;
                LibTorchC.Check(LibTorchC.aoti_torch_get_dtype(Handle(tensor), &type), "reading an element type");
                return (ScalarType)type;
            }
        }

        /// <summary>The size of one dimension; negative ones count from the end.</summary>
        public long Size(int dimension)
        {
            var rank = tensor.Rank;
            var at = dimension < 0 ? dimension + rank : dimension;
            if (at < 0 || at >= rank)
            {
                throw new ArgumentOutOfRangeException(nameof(dimension), dimension,
                    $"a tensor of shape {tensor.ShapeText} has dimensions {-rank} to {rank - 1}");
            }

            long* sizes;
            LibTorchC.Check(LibTorchC.aoti_torch_get_sizes(Handle(tensor), &sizes), "reading a shape");
            return sizes[at];
        }

        /// <summary>Whether the elements lie densely in the order of a memory format.</summary>
        public bool IsContiguousIn(MemoryFormat format)
        {
            var rank = tensor.Rank;
            if (format == MemoryFormat.ChannelsLast && rank != ImageAxes)
            {
                return false;
            }

            long* sizes;
            long* strides;
            LibTorchC.Check(LibTorchC.aoti_torch_get_sizes(Handle(tensor), &sizes), "reading a shape");
            LibTorchC.Check(LibTorchC.aoti_torch_get_strides(Handle(tensor), &strides), "reading strides");
            long expected = 1;
            for (var i = 0; i < rank; i++)
            {
                var axis = format == MemoryFormat.ChannelsLast ? ChannelsLastOrder[i] : rank - 1 - i;
                if (sizes[axis] == 0)
                {
                    return true;
                }

                if (sizes[axis] != 1 && strides[axis] != expected)
                {
                    return false;
                }

                expected *= sizes[axis];
            }

            return true;
        }

        /// <summary>The tensor where it is dense in a memory format, else a copy of it that is.</summary>
        public Tensor Contiguous(MemoryFormat format)
        {
            if (format != MemoryFormat.ChannelsLast || tensor.Rank != ImageAxes)
            {
                return tensor.contiguous();
            }

            if (tensor.IsContiguousIn(format))
            {
                return tensor.alias();
            }

            if (tensor.requires_grad)
            {
                // The permuted copy is what autograd knows how to go back through; its strides are those of channels last.
                using var scope = torch.NewDisposeScope();
                return scope.Keep(tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
            }

            var result = Tensor.Empty(tensor.Shape, tensor.Type, tensor.device, format);
            result.copy_(tensor);
            return result;
        }

        /// <summary>The elements themselves, in the order they lie in memory.</summary>
        /// <remarks>The span is valid while the tensor is; writing changes the tensor without its history noticing.</remarks>
        /// <exception cref="InvalidOperationException">Another element type, another device, or elements that are not dense.</exception>
        public Span<T> AsSpan<T>()
            where T : unmanaged
        {
            RequireType<T>(tensor);
            if (tensor.device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException($"this tensor is on {tensor.device}, spans need the processor: copy it with cpu()");
            }

            if (!tensor.IsContiguousIn(MemoryFormat.Contiguous) && !tensor.IsContiguousIn(MemoryFormat.ChannelsLast))
            {
                throw new InvalidOperationException(
                    $"a tensor of shape {tensor.ShapeText} and strides [{string.Join(", ", tensor.stride())}] is not dense: call "
                    + $"contiguous() first");
            }

            return new Span<T>(tensor.Data, checked((int)tensor.Count));
        }

        /// <summary>A copy of the elements in row-major order, from any device.</summary>
        /// <exception cref="InvalidOperationException">Another element type.</exception>
        public T[] ToArray<T>()
            where T : unmanaged
        {
            RequireType<T>(tensor);
            using var scope = torch.NewDisposeScope();
            var dense = tensor.detach().cpu().contiguous();
            return new ReadOnlySpan<T>(dense.Data, checked((int)dense.Count)).ToArray();
        }

        /// <summary>The one element of a tensor as a number, converted where the types differ.</summary>
        /// <exception cref="InvalidOperationException">It has none or several elements.</exception>
        public T Item<T>()
            where T : unmanaged, INumberBase<T>
        {
            if (tensor.Count != 1)
            {
                throw new InvalidOperationException($"one element was expected, a tensor of shape {tensor.ShapeText} has {tensor.Count}");
            }

            using var scope = torch.NewDisposeScope();
            var here = tensor.device_type == DeviceType.CPU ? tensor : tensor.detach().cpu();
            return Read<T>(here.Data, here.Type);
        }

        /// <summary>The address of the first element.</summary>
        internal void* Data
        {
            get
            {
                void* data;
                LibTorchC.Check(LibTorchC.aoti_torch_get_data_ptr(Handle(tensor), &data), "reading the address of a tensor");
                return data;
            }
        }

        /// <summary>Whether both lie in the same memory, as a tensor and its views do.</summary>
        internal bool SharesMemoryWith(Tensor other) => tensor.Count > 0 && other.Count > 0 && Start(tensor) == Start(other);
    }

    internal static ReadOnlySpan<int> ChannelsLastOrder => [1, 3, 2, 0];

    private static nint Handle(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Handle;
    }

    private static nint Start(Tensor tensor)
    {
        long offset;
        LibTorchC.Check(LibTorchC.aoti_torch_get_storage_offset(Handle(tensor), &offset), "reading the offset of a tensor");
        return (nint)tensor.Data - (nint)(offset * tensor.ElementSize);
    }

    private static void RequireType<T>(Tensor tensor)
        where T : unmanaged
    {
        if (Element.TypeOf<T>() != tensor.Type)
        {
            throw new InvalidOperationException(
                $"this tensor holds {tensor.Type}, {typeof(T).Name} was asked for: convert it with "
                + $"to_type(ScalarType.{Element.TypeOf<T>()})");
        }
    }

    private static T Read<T>(void* from, ScalarType type)
        where T : INumberBase<T>
        => type switch
        {
            ScalarType.Float32 => T.CreateTruncating(*(float*)from),
            ScalarType.Float64 => T.CreateTruncating(*(double*)from),
            ScalarType.Int64 => T.CreateTruncating(*(long*)from),
            ScalarType.Int32 => T.CreateTruncating(*(int*)from),
            ScalarType.Int16 => T.CreateTruncating(*(short*)from),
            ScalarType.Byte or ScalarType.Bool => T.CreateTruncating(*(byte*)from),
            ScalarType.Int8 => T.CreateTruncating(*(sbyte*)from),
            ScalarType.Float16 => T.CreateTruncating(*(Half*)from),
            ScalarType.BFloat16 => T.CreateTruncating((float)*(BFloat16*)from),
            _ => throw new InvalidOperationException($"a number was expected, the tensor holds {type}"),
        };
}
