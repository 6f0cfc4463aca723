using System.Buffers;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

public sealed unsafe partial class Tensor
{
    /// <summary>
    /// The elements of a dense CPU tensor in memory order (for <see cref="MemoryFormat.ChannelsLast"/>: channels last), without a copy.
    /// The span is valid until the tensor is disposed; keep the tensor alive while it is used.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is on another device, of another element type, or not dense.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        RequireType<T>();
        if (Device.Type != DeviceType.Cpu)
        {
            throw new InvalidOperationException($"this tensor is on {Device}, spans need the CPU: copy it with To(Device.Cpu)");
        }

        if (!IsContiguous && !(Rank == 4 && IsContiguousIn(MemoryFormat.ChannelsLast)))
        {
            throw new InvalidOperationException($"a tensor of shape {ShapeText} and strides [{string.Join(", ", Strides)}] is not dense: call Contiguous() first");
        }

        return new Span<T>(Data, checked((int)Count));
    }

    /// <summary>A copy of the elements in row-major order, from any device and layout.</summary>
    /// <exception cref="InvalidOperationException">The element type is another.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        RequireType<T>();
        using var scope = DisposeScope.Begin();
        var dense = Detach().To(Device.Cpu).Contiguous();
        return dense.AsSpan<T>().ToArray();
    }

    /// <summary>The only element of a one-element tensor, converted to <typeparamref name="T"/>.</summary>
    /// <exception cref="TorchException">The tensor has more than one element.</exception>
    public T Item<T>()
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        if (Type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16)
        {
            double real;
            Shim.Check(Shim.cp_tensor_real(Handle, &real));
            return T.CreateTruncating(real);
        }

        long integer;
        Shim.Check(Shim.cp_tensor_integer(Handle, &integer));
        return T.CreateTruncating(integer);
    }

    /// <summary>The only element of a one-element tensor as a real number.</summary>
    public double ToDouble() => Item<double>();

    /// <summary>Whether the only element of a one-element tensor is not zero.</summary>
    public bool ToBoolean() => Item<double>() != 0;

    /// <summary>A tensor over the caller's array, without a copy: both see each other's writes. The array stays pinned until the last view is gone.</summary>
    /// <param name="data">At least as many elements as the shape needs.</param>
    /// <param name="shape">The sizes; none for a vector of the array's length.</param>
    public static Tensor Wrap<T>(T[] data, params long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return Wrap(data.AsMemory(), shape);
    }

    /// <summary>A tensor over the caller's memory, without a copy: both see each other's writes. The memory stays pinned until the last view is gone.</summary>
    /// <param name="data">At least as many elements as the shape needs.</param>
    /// <param name="shape">The sizes; none for a vector of the memory's length.</param>
    /// <exception cref="ArgumentException">The memory is too short.</exception>
    public static Tensor Wrap<T>(Memory<T> data, params long[] shape)
        where T : unmanaged
    {
        var type = Element.TypeOf<T>();
        shape = Fitting(shape, data.Length);
        var pin = data.Pin();
        var held = GCHandle.Alloc(pin);
        nint result;
        try
        {
            fixed (long* sizes = shape)
            {
                Shim.Check(Shim.cp_tensor_wrap(pin.Pointer, sizes, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(held), &result));
            }
        }
        catch
        {
            Unpin(held);
            throw;
        }

        return new Tensor(result);
    }

    /// <summary>A copy of an array as a tensor.</summary>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The sizes; none for a vector.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    public static Tensor FromArray<T>(T[] data, params long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return FromSpan<T>(data, shape);
    }

    /// <summary>A copy of a matrix as a tensor.</summary>
    public static Tensor FromArray<T>(T[,] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return FromSpan(MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(data)), data.Length), data.GetLength(0), data.GetLength(1));
    }

    /// <summary>A copy of a span as a tensor.</summary>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The sizes; none for a vector.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    public static Tensor FromSpan<T>(ReadOnlySpan<T> data, params long[] shape)
        where T : unmanaged
    {
        shape = Fitting(shape, data.Length);
        var result = Empty(shape, Element.TypeOf<T>());
        if (result.Count != data.Length)
        {
            var found = result.ShapeText;
            result.Dispose();
            throw new ArgumentException($"{data.Length} elements do not fill the shape {found}", nameof(shape));
        }

        data.CopyTo(result.AsSpan<T>());
        return result;
    }

    /// <summary>The shape given, or a vector of the length when none was.</summary>
    private static long[] Fitting(long[] shape, int length)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Length == 0)
        {
            return [length];
        }

        long needed = 1;
        foreach (var size in shape)
        {
            needed = checked(needed * size);
        }

        return needed <= length && Array.TrueForAll(shape, size => size >= 0)
            ? shape
            : throw new ArgumentException($"the shape [{string.Join(", ", shape)}] needs {needed} elements, {length} were given", nameof(shape));
    }

    private void RequireType<T>()
        where T : unmanaged
    {
        if (Element.TypeOf<T>() != Type)
        {
            throw new InvalidOperationException($"this tensor holds {Type}, {typeof(T).Name} was asked for: convert it with To(ScalarType.{Element.TypeOf<T>()})");
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint context) => Unpin(GCHandle.FromIntPtr(context));

    private static void Unpin(GCHandle held)
    {
        ((MemoryHandle)held.Target!).Dispose();
        held.Free();
    }
}
