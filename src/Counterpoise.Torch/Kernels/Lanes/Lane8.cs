using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Torch.Kernels;

/// <summary>Eight channels in a register of AVX2.</summary>
internal unsafe struct Lane8(Vector256<float> numbers) : ILane<Lane8>
{
    private Vector256<float> _numbers = numbers;

    public static int Width => 8;

    public static Lane8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Load<T>(T* from)
        where T : unmanaged
        => new(typeof(T) == typeof(float) ? Vector256.Load((float*)from) : (Widened((ushort*)from) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lane8 value, T* to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            value._numbers.Store((float*)to);
            return;
        }

        var bits = value._numbers.AsUInt32();
        StoreNarrowed((bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16, (ushort*)to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(double* sums, Lane8 value)
    {
        var (lower, upper) = Vector256.Widen(value._numbers);
        (Vector256.Load(sums) + lower).Store(sums);
        (Vector256.Load(sums + Vector256<double>.Count) + upper).Store(sums + Vector256<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 MultiplyAdd(Lane8 a, Lane8 b, Lane8 c) => new(Vector256.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lane8 sum, Lane8 a, Lane8 b)
        => sum._numbers = Vector256.MultiplyAddEstimate(a._numbers, b._numbers, sum._numbers);

    // The x86 instructions give their second operand where one is not a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 AtLeast(Lane8 bound, Lane8 value) => new(Vector256.MaxNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 AtMost(Lane8 bound, Lane8 value) => new(Vector256.MinNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 WhereAtMost(Lane8 x, Lane8 bound, Lane8 then, Lane8 otherwise)
        => new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 WhereBelow(Lane8 x, Lane8 bound, Lane8 then, Lane8 otherwise)
        => new(Vector256.ConditionalSelect(Vector256.LessThan(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator +(Lane8 a, Lane8 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 a, Lane8 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator *(Lane8 a, Lane8 b) => new(a._numbers * b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Widened(ushort* from)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.ConvertToVector256Int32(from).AsUInt32();
        }

        var bits = Vector128.Load(from);
        return Vector256.Create(Vector128.WidenLower(bits), Vector128.WidenUpper(bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNarrowed(Vector256<uint> bits, ushort* to) => Vector128.Narrow(bits.GetLower(), bits.GetUpper()).Store(to);
}
