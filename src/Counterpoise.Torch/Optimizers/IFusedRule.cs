using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The arithmetic of an update on a vector of elements.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IFusedRule<T>
{
    /// <summary>How many of the moments are used, 0 to 3.</summary>
    static abstract int Moments { get; }

    /// <summary>Computes the new parameter and moments.</summary>
    void Apply(ref Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> first, ref Vector512<T> second, ref Vector512<T> third);
}
