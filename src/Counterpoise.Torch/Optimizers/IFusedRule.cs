using System.Numerics;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// The arithmetic of an update on a vector of elements, as wide as the processor has them: each element for itself, so that the width plays
/// no part.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IFusedRule<T>
{
    /// <summary>How many of the moments are used, 0 to 3.</summary>
    static abstract int Moments { get; }

    /// <summary>Computes the new parameter and moments.</summary>
    void Apply(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}
