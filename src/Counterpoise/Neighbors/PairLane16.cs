using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Neighbors;

/// <summary>Sixteen rows in a register of AVX-512, each with two columns of 16 bits.</summary>
/// <remarks>The sum is of 32 bits and exact; it is a number of float32 from <see cref="Finish"/> on.</remarks>
internal readonly unsafe struct PairLane16(Vector512<float> numbers) : IFilterLane<PairLane16>
{
    private readonly Vector512<float> _numbers = numbers;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Begin(float* halfNorms) => new(Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 MultiplyAdd(PairLane16 a, PairLane16 b, PairLane16 c) =>
        new((c._numbers.AsInt32() + Avx512BW.MultiplyAddAdjacent(a._numbers.AsInt16(), b._numbers.AsInt16())).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Finish(PairLane16 sum, float* halfNorms) =>
        new(Vector512.ConvertToSingle(sum._numbers.AsInt32()) + Vector512.Load(halfNorms));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Larger(PairLane16 a, PairLane16 b) => new(Vector512.MaxNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Smaller(PairLane16 a, PairLane16 b) => new(Vector512.MinNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Add(PairLane16 a, PairLane16 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane16 Subtract(PairLane16 a, PairLane16 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(PairLane16 value) => Vector512.GreaterThanOrEqualAny(value._numbers, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reaching(PairLane16 value) =>
        (uint)Vector512.GreaterThanOrEqual(value._numbers, Vector512<float>.Zero).ExtractMostSignificantBits();
}
