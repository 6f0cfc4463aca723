using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>Four channels in a register of 128 bits, which every 64-bit processor has.</summary>
internal unsafe struct Lane4(Vector128<float> numbers) : ILane<Lane4>
{
    private Vector128<float> _numbers = numbers;

    public static int Width => 4;

    public static Lane4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Load<T>(T* from)
        where T : unmanaged
        => new(typeof(T) == typeof(float) ? Vector128.Load((float*)from) : (Widened((ushort*)from) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lane4 value, T* to)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            value._numbers.Store((float*)to);
            return;
        }

        var bits = value._numbers.AsUInt32();
        StoreNarrowed((bits + Vector128.Create(0x7FFFu) + ((bits >> 16) & Vector128<uint>.One)) >> 16, (ushort*)to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(double* sums, Lane4 value)
    {
        var (lower, upper) = Vector128.Widen(value._numbers);
        (Vector128.Load(sums) + lower).Store(sums);
        (Vector128.Load(sums + Vector128<double>.Count) + upper).Store(sums + Vector128<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 MultiplyAdd(Lane4 a, Lane4 b, Lane4 c) => new(Vector128.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lane4 sum, Lane4 a, Lane4 b)
        => sum._numbers = Vector128.MultiplyAddEstimate(a._numbers, b._numbers, sum._numbers);

    // The x86 instructions give their second operand where one is not a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 AtLeast(Lane4 bound, Lane4 value) => new(Vector128.MaxNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 AtMost(Lane4 bound, Lane4 value) => new(Vector128.MinNative(bound._numbers, value._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 WhereAtMost(Lane4 x, Lane4 bound, Lane4 then, Lane4 otherwise)
        => new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 WhereBelow(Lane4 x, Lane4 bound, Lane4 then, Lane4 otherwise)
        => new(Vector128.ConditionalSelect(Vector128.LessThan(x._numbers, bound._numbers), then._numbers, otherwise._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator +(Lane4 a, Lane4 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator -(Lane4 a, Lane4 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 operator *(Lane4 a, Lane4 b) => new(a._numbers * b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Widened(ushort* from) => Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)from).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNarrowed(Vector128<uint> bits, ushort* to) => *(ulong*)to = Vector128.Narrow(bits, bits).AsUInt64().ToScalar();
}
