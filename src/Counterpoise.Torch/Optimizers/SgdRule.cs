using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Gradient descent without momentum.</summary>
internal readonly struct SgdRule<T>(SgdOptions options, double rate) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _decay = T.CreateTruncating(options.WeightDecay);
    private readonly T _rate = T.CreateTruncating(rate);

    public static int Moments => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        => parameter -= (gradient + (parameter * _decay)) * _rate;
}
