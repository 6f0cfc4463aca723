using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Gradient descent without momentum.</summary>
internal readonly struct SgdRule<T>(SgdOptions options, double rate) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _decay = T.CreateTruncating(options.WeightDecay);
    private readonly T _rate = T.CreateTruncating(rate);

    public static int Moments => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> first, ref Vector512<T> second, ref Vector512<T> third)
        => parameter -= (gradient + (parameter * _decay)) * _rate;
}
