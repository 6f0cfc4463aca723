using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Refuses values that a detector does not take.</summary>
internal static class StreamValue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireError(double value, string detector)
    {
        if (value is not (0 or 1)) Refuse(value, detector, "0 for a right prediction or 1 for a wrong one");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireUnit(double value, string detector)
    {
        if (value is not (>= 0 and <= 1)) Refuse(value, detector, "a value in [0, 1]: scale losses by their largest value");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireFinite(double value, string detector)
    {
        if (!double.IsFinite(value)) Refuse(value, detector, "a finite value: leave out rows without one");
    }

    /// <summary>Checks the length and the numbers of a saved state.</summary>
    public static void RequireState(ReadOnlySpan<double> state, int length, string detector)
    {
        var sound = state.Length == length;
        foreach (var number in state) sound &= !double.IsNaN(number);
        if (!sound) RefuseState(state.Length, length, detector);
    }

    [DoesNotReturn]
    public static void RefuseState(int found, int expected, string detector) =>
        throw new ArgumentException(
            $"found {found} numbers that are no state of {detector}; expected {expected} numbers that its GetState returned: start anew "
            + $"with Reset");

    [DoesNotReturn]
    private static void Refuse(double value, string detector, string expected) =>
        throw new ArgumentOutOfRangeException(nameof(value), value, $"{detector} takes {expected}");
}
