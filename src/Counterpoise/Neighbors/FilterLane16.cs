using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>Sixteen rows in a register of AVX-512.</summary>
internal readonly unsafe struct FilterLane16(Vector512<float> numbers) : IFilterLane<FilterLane16>
{
    private readonly Vector512<float> _numbers = numbers;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Begin(float* halfNorms) => Load(halfNorms);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 MultiplyAdd(FilterLane16 a, FilterLane16 b, FilterLane16 c) =>
        new(Vector512.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Finish(FilterLane16 sum, float* halfNorms) => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Larger(FilterLane16 a, FilterLane16 b) => new(Vector512.MaxNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Smaller(FilterLane16 a, FilterLane16 b) => new(Vector512.MinNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Add(FilterLane16 a, FilterLane16 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane16 Subtract(FilterLane16 a, FilterLane16 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(FilterLane16 value) => Vector512.GreaterThanOrEqualAny(value._numbers, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reaching(FilterLane16 value) =>
        (uint)Vector512.GreaterThanOrEqual(value._numbers, Vector512<float>.Zero).ExtractMostSignificantBits();
}
