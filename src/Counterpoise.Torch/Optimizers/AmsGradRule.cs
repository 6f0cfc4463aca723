using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Adam and AdamW with the largest mean square so far.</summary>
internal readonly struct AmsGradRule<T>(AdamStep step) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamConstants<T> _constants = new(step);

    public static int Moments => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        _constants.Average(ref parameter, gradient, ref first, ref second);
        third = Vector.Max(third, second);
        parameter = _constants.Move(parameter, first, third);
    }
}
