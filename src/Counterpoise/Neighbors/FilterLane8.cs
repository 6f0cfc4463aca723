using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>Eight rows in a register of AVX2.</summary>
internal readonly unsafe struct FilterLane8(Vector256<float> numbers) : IFilterLane<FilterLane8>
{
    private readonly Vector256<float> _numbers = numbers;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Begin(float* halfNorms) => Load(halfNorms);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 MultiplyAdd(FilterLane8 a, FilterLane8 b, FilterLane8 c) =>
        new(Vector256.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Finish(FilterLane8 sum, float* halfNorms) => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Larger(FilterLane8 a, FilterLane8 b) => new(Vector256.MaxNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Smaller(FilterLane8 a, FilterLane8 b) => new(Vector256.MinNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Add(FilterLane8 a, FilterLane8 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane8 Subtract(FilterLane8 a, FilterLane8 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(FilterLane8 value) => Vector256.GreaterThanOrEqualAny(value._numbers, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reaching(FilterLane8 value) =>
        Vector256.GreaterThanOrEqual(value._numbers, Vector256<float>.Zero).ExtractMostSignificantBits();
}
