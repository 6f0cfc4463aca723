using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The constants of one Adam step in the parameter's type, and the arithmetic that its variants share.</summary>
internal readonly struct AdamConstants<T>(AdamStep step)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _gradientDecay = T.CreateTruncating(step.GradientDecay);
    private readonly T _shrinkage = T.CreateTruncating(step.Shrinkage);
    private readonly T _beta1 = T.CreateTruncating(step.Options.Beta1);
    private readonly T _share1 = T.CreateTruncating(1 - step.Options.Beta1);
    private readonly T _beta2 = T.CreateTruncating(step.Options.Beta2);
    private readonly T _share2 = T.CreateTruncating(1 - step.Options.Beta2);
    private readonly T _size = T.CreateTruncating(step.Size);
    private readonly T _root = T.CreateTruncating(step.RootCorrection);
    private readonly T _epsilon = T.CreateTruncating(step.Options.Epsilon);

    /// <summary>Shrinks the parameter and brings both means up to date.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Average(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square)
    {
        gradient += parameter * _gradientDecay;
        parameter *= _shrinkage;
        mean = (mean * _beta1) + (gradient * _share1);
        square = (square * _beta2) + (gradient * gradient * _share2);
    }

    /// <summary>The parameter after its step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Move(Vector<T> parameter, Vector<T> mean, Vector<T> square)
        => parameter - (mean * _size / ((Vector.SquareRoot(square) / _root) + Vector.Create(_epsilon)));
}
