using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>The inner loops of the edge kernels: rows of floats or doubles, several at a time.</summary>
internal static unsafe class RowLoops
{
    /// <summary>Targets worth a thread.</summary>
    internal const int Grain = 256;

    /// <summary>y += a x.</summary>
    internal static void AddScaled<T>(T a, T* x, T* y, int count)
        where T : unmanaged, INumber<T>
    {
        var k = 0;
        var scale = new Vector<T>(a);
        for (; k <= count - Vector<T>.Count; k += Vector<T>.Count)
        {
            Vector.Store((Vector.Load(x + k) * scale) + Vector.Load(y + k), y + k);
        }

        for (; k < count; k++)
        {
            y[k] += a * x[k];
        }
    }

    /// <summary>y += x.</summary>
    internal static void Add<T>(T* x, T* y, int count)
        where T : unmanaged, INumber<T>
    {
        var k = 0;
        for (; k <= count - Vector<T>.Count; k += Vector<T>.Count)
        {
            Vector.Store(Vector.Load(x + k) + Vector.Load(y + k), y + k);
        }

        for (; k < count; k++)
        {
            y[k] += x[k];
        }
    }

    /// <summary>Σ x y.</summary>
    internal static T Dot<T>(T* x, T* y, int count)
        where T : unmanaged, INumber<T>
    {
        var k = 0;
        var sum = Vector<T>.Zero;
        for (; k <= count - Vector<T>.Count; k += Vector<T>.Count)
        {
            sum += Vector.Load(x + k) * Vector.Load(y + k);
        }

        var total = Vector.Sum(sum);
        for (; k < count; k++)
        {
            total += x[k] * y[k];
        }

        return total;
    }

    /// <summary>The first element of a dense tensor on the CPU; libtorch's memory does not move.</summary>
    internal static T* Start<T>(Tensor tensor)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.AsSpan<T>()));

    /// <summary>A tensor on the CPU that a kernel can read: float or double, dense.</summary>
    internal static bool HasKernel(Tensor tensor) => tensor.device_type == DeviceType.CPU
        && tensor.Type is ScalarType.Float32 or ScalarType.Float64;
}
