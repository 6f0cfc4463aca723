using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Adam and AdamW.</summary>
internal readonly struct AdamRule<T>(AdamStep step) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamConstants<T> _constants = new(step);

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        _constants.Average(ref parameter, gradient, ref first, ref second);
        parameter = _constants.Move(parameter, first, second);
    }
}
