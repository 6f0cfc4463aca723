using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Neighbors;

/// <summary>Eight rows in a register of AVX2, each with two columns of 16 bits.</summary>
/// <remarks>The sum is of 32 bits and exact; it is a number of float32 from <see cref="Finish"/> on.</remarks>
internal readonly unsafe struct PairLane8(Vector256<float> numbers) : IFilterLane<PairLane8>
{
    private readonly Vector256<float> _numbers = numbers;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Begin(float* halfNorms) => new(Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 MultiplyAdd(PairLane8 a, PairLane8 b, PairLane8 c) =>
        new((c._numbers.AsInt32() + Avx2.MultiplyAddAdjacent(a._numbers.AsInt16(), b._numbers.AsInt16())).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Finish(PairLane8 sum, float* halfNorms) =>
        new(Vector256.ConvertToSingle(sum._numbers.AsInt32()) + Vector256.Load(halfNorms));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Larger(PairLane8 a, PairLane8 b) => new(Vector256.MaxNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Smaller(PairLane8 a, PairLane8 b) => new(Vector256.MinNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Add(PairLane8 a, PairLane8 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane8 Subtract(PairLane8 a, PairLane8 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(PairLane8 value) => Vector256.GreaterThanOrEqualAny(value._numbers, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reaching(PairLane8 value) =>
        Vector256.GreaterThanOrEqual(value._numbers, Vector256<float>.Zero).ExtractMostSignificantBits();
}
