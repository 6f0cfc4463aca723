namespace Counterpoise.Transfer.Sampling;

/// <summary>The logarithm of a density over all real vectors, up to a constant, with its gradient.</summary>
internal interface ILogDensity
{
    /// <summary>Number of variables.</summary>
    int Size { get; }

    /// <summary>The value at a point, −infinity where the density is 0; writes the gradient.</summary>
    double Evaluate(ReadOnlySpan<double> at, Span<double> gradient);
}
