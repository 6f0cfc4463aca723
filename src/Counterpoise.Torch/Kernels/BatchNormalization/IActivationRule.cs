using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>An activation and its derivative on a lane.</summary>
internal interface IActivationRule
{
    static abstract TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>;

    /// <summary>gradient · f'(x).</summary>
    static abstract TLane Back<TLane>(TLane x, TLane gradient)
        where TLane : struct, ILane<TLane>;
}

/// <summary>x.</summary>
internal readonly struct IdentityRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
        => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Back<TLane>(TLane x, TLane gradient)
        where TLane : struct, ILane<TLane>
        => gradient;
}

/// <summary>max(x, 0).</summary>
internal readonly struct ReluRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
        => TLane.AtLeast(TLane.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Back<TLane>(TLane x, TLane gradient)
        where TLane : struct, ILane<TLane>
        => TLane.WhereAtMost(x, TLane.Zero, TLane.Zero, gradient);
}

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardswishRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
        => x * TLane.AtMost(TLane.Create(6f), TLane.AtLeast(TLane.Zero, x + TLane.Create(3f))) * TLane.Create(1 / 6f);

    // As PyTorch has it at the corners: 0 below -3, x / 3 + 1/2 up to 3, 1 above.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Back<TLane>(TLane x, TLane gradient)
        where TLane : struct, ILane<TLane>
    {
        var middle = gradient * TLane.MultiplyAdd(x, TLane.Create(1 / 3f), TLane.Create(0.5f));
        var upper = TLane.WhereAtMost(x, TLane.Create(3f), middle, gradient);
        return TLane.WhereBelow(x, TLane.Create(-3f), TLane.Zero, upper);
    }
}

/// <summary>min(max(x + 3, 0), 6) / 6.</summary>
internal readonly struct HardSigmoidRule : IActivationRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
        => TLane.AtMost(TLane.Create(6f), TLane.AtLeast(TLane.Zero, x + TLane.Create(3f))) * TLane.Create(1 / 6f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Back<TLane>(TLane x, TLane gradient)
        where TLane : struct, ILane<TLane>
        => TLane.WhereAtMost(x, TLane.Create(-3f), TLane.Zero, TLane.WhereBelow(x, TLane.Create(3f), gradient * TLane.Create(1 / 6f),
            TLane.Zero));
}
