using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Gradient descent with momentum.</summary>
internal readonly struct SgdMomentumRule<T>(SgdOptions options, double rate, bool isFirst) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _decay = T.CreateTruncating(options.WeightDecay);
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _momentum = T.CreateTruncating(options.Momentum);
    private readonly T _share = T.CreateTruncating(isFirst ? 1 : 1 - options.Dampening);

    // p = p - rate (ahead · g + kept · v) is the plain step with (0, 1) and Nesterov's with (1, momentum).
    private readonly T _ahead = T.CreateTruncating(options.Nesterov ? 1 : 0);
    private readonly T _kept = T.CreateTruncating(options.Nesterov ? options.Momentum : 1);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        gradient += parameter * _decay;
        first = (first * _momentum) + (gradient * _share);
        parameter -= ((gradient * _ahead) + (first * _kept)) * _rate;
    }
}
