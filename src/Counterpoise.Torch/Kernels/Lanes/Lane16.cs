using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Torch.Kernels;

/// <summary>Sixteen channels in a register of AVX-512.</summary>
internal unsafe struct Lane16(Vector512<float> numbers) : ILane<Lane16>
{
    private Vector512<float> _numbers = numbers;

    public static int Width => 16;

    public static Lane16 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load<T>(T* from)
        where T : unmanaged
        => new(typeof(T) == typeof(float) ? Vector512.Load((float*)from) : (Widened((ushort*)from) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lane16 value, T* to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            value._numbers.Store((float*)to);
            return;
        }

        var bits = value._numbers.AsUInt32();
        StoreNarrowed((bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16, (ushort*)to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(double* sums, Lane16 value)
    {
        var (lower, upper) = Vector512.Widen(value._numbers);
        (Vector512.Load(sums) + lower).Store(sums);
        (Vector512.Load(sums + Vector512<double>.Count) + upper).Store(sums + Vector512<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 MultiplyAdd(Lane16 a, Lane16 b, Lane16 c) =>
        new(Vector512.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lane16 sum, Lane16 a, Lane16 b)
        => sum._numbers = Vector512.MultiplyAddEstimate(a._numbers, b._numbers, sum._numbers);

    // The x86 instructions give their second operand where one is not a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 AtLeast(Lane16 bound, Lane16 value) => new(Vector512.MaxNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 AtMost(Lane16 bound, Lane16 value) => new(Vector512.MinNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 WhereAtMost(Lane16 x, Lane16 bound, Lane16 then, Lane16 otherwise)
        => new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 WhereBelow(Lane16 x, Lane16 bound, Lane16 then, Lane16 otherwise)
        => new(Vector512.ConditionalSelect(Vector512.LessThan(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator +(Lane16 a, Lane16 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator -(Lane16 a, Lane16 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator *(Lane16 a, Lane16 b) => new(a._numbers * b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widened(ushort* from)
    {
        var bits = Vector256.Load(from);
        return Avx512F.IsSupported ? Avx512F.ConvertToVector512UInt32(bits)
            : Vector512.Create(Vector256.WidenLower(bits), Vector256.WidenUpper(bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNarrowed(Vector512<uint> bits, ushort* to)
        => (Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(bits) : Vector256.Narrow(bits.GetLower(), bits.GetUpper())).Store(to);
}
