using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>Four rows in a register of 128 bits.</summary>
internal readonly unsafe struct FilterLane4(Vector128<float> numbers) : IFilterLane<FilterLane4>
{
    private readonly Vector128<float> _numbers = numbers;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Load(float* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Begin(float* halfNorms) => Load(halfNorms);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 MultiplyAdd(FilterLane4 a, FilterLane4 b, FilterLane4 c) =>
        new(Vector128.MultiplyAddEstimate(a._numbers, b._numbers, c._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Finish(FilterLane4 sum, float* halfNorms) => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Larger(FilterLane4 a, FilterLane4 b) => new(Vector128.MaxNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Smaller(FilterLane4 a, FilterLane4 b) => new(Vector128.MinNative(a._numbers, b._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Add(FilterLane4 a, FilterLane4 b) => new(a._numbers + b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FilterLane4 Subtract(FilterLane4 a, FilterLane4 b) => new(a._numbers - b._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(FilterLane4 value) => Vector128.GreaterThanOrEqualAny(value._numbers, Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Reaching(FilterLane4 value) =>
        Vector128.GreaterThanOrEqual(value._numbers, Vector128<float>.Zero).ExtractMostSignificantBits();
}
