using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Torch.Kernels;

/// <summary>Sixteen neighbouring channels in registers, stored as single precision or bfloat16.</summary>
internal static unsafe class Lane
{
    public const int Width = 16;

    /// <summary>Channel counts a kernel takes: the last lane may be half full, nothing between.</summary>
    public static bool Takes(long channels) => channels > 0 && channels % (Width / 2) == 0;

    /// <summary>Channels rounded up to whole lanes.</summary>
    public static int Padded(int channels) => (channels + Width - 1) & ~(Width - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load<T, TWidth>(T* from)
        where T : unmanaged
        where TWidth : struct, ILaneWidth
    {
        if (typeof(T) == typeof(float))
        {
            return TWidth.IsHalf ? Vector256.Load((float*)from).ToVector512() : Vector512.Load((float*)from);
        }

        var bits = TWidth.IsHalf ? Vector128.Load((ushort*)from).ToVector256() : Vector256.Load((ushort*)from);
        return (Widened(bits) << 16).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TWidth>(Vector512<float> value, T* to)
        where T : unmanaged
        where TWidth : struct, ILaneWidth
    {
        if (typeof(T) == typeof(float))
        {
            if (TWidth.IsHalf)
            {
                value.GetLower().Store((float*)to);
            }
            else
            {
                value.Store((float*)to);
            }

            return;
        }

        // To the nearest, ties to even; the processor's own NaN survives the addition.
        var bits = value.AsUInt32();
        var rounded = Narrowed((bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16);
        if (TWidth.IsHalf)
        {
            rounded.GetLower().Store((ushort*)to);
        }
        else
        {
            rounded.Store((ushort*)to);
        }
    }

    /// <summary>Adds a lane to sums in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(double* sums, Vector512<float> value)
    {
        var (lower, upper) = Vector512.Widen(value);
        (Vector512.Load(sums) + lower).Store(sums);
        (Vector512.Load(sums + 8) + upper).Store(sums + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widened(Vector256<ushort> bits)
        => Avx512F.IsSupported ? Avx512F.ConvertToVector512UInt32(bits) : Vector512.Create(Vector256.WidenLower(bits), Vector256.WidenUpper(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Narrowed(Vector512<uint> bits)
        => Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(bits) : Vector256.Narrow(bits.GetLower(), bits.GetUpper());
}
