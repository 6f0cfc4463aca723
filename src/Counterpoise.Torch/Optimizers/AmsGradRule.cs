using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Optimizers;

/// <summary>Adam and AdamW with the largest mean square so far.</summary>
internal readonly struct AmsGradRule<T>(AdamStep step) : IFusedRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamConstants<T> _constants = new(step);

    public static int Moments => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> first, ref Vector512<T> second, ref Vector512<T> third)
    {
        _constants.Average(ref parameter, gradient, ref first, ref second);
        third = Vector512.Max(third, second);
        parameter = _constants.Move(parameter, first, third);
    }
}
