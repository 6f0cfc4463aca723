namespace Counterpoise.Numerics;

/// <summary>A convex function with derivatives.</summary>
internal interface ISmoothFunction
{
    /// <summary>Number of variables.</summary>
    int Size { get; }

    /// <summary>The value at a point; writes the gradient.</summary>
    double Evaluate(ReadOnlySpan<double> at, Span<double> gradient);

    /// <summary>The matrix of second derivatives at a point, [Size, Size].</summary>
    DenseMatrix Hessian(ReadOnlySpan<double> at);
}
