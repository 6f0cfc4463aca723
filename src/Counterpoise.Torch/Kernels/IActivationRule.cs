using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>An activation and its derivative on sixteen numbers.</summary>
internal interface IActivationRule
{
    static abstract Vector512<float> Of(Vector512<float> x);

    /// <summary>gradient · f'(x).</summary>
    static abstract Vector512<float> Back(Vector512<float> x, Vector512<float> gradient);
}

/// <summary>x.</summary>
internal readonly struct IdentityRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Back(Vector512<float> x, Vector512<float> gradient) => gradient;
}

/// <summary>max(x, 0).</summary>
internal readonly struct ReluRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x) => Vector512.Max(x, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Back(Vector512<float> x, Vector512<float> gradient)
        => Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), Vector512<float>.Zero, gradient);
}

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardswishRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
        => x * Vector512.Min(Vector512.Max(x + Vector512.Create(3f), Vector512<float>.Zero), Vector512.Create(6f)) * Vector512.Create(1 / 6f);

    // As PyTorch has it at the corners: 0 below -3, x / 3 + 1/2 up to 3, 1 above.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Back(Vector512<float> x, Vector512<float> gradient)
    {
        var middle = gradient * Vector512.FusedMultiplyAdd(x, Vector512.Create(1 / 3f), Vector512.Create(0.5f));
        var upper = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512.Create(3f)), middle, gradient);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-3f)), Vector512<float>.Zero, upper);
    }
}
