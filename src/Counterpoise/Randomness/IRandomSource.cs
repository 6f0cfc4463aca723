namespace Counterpoise.Randomness;

/// <summary>
/// A stream of random numbers that is passed as an argument, never ambient. Two sources exist: <see cref="RandomStream"/>
/// for new work, and the NumPy-compatible MT19937 where published subsets or another library's rows must be reproduced.
/// </summary>
public interface IRandomSource
{
    /// <summary>Draws one number, uniform in [0, 1).</summary>
    double NextDouble();

    /// <summary>Draws one integer, uniform in [0, <paramref name="exclusiveUpper"/>).</summary>
    /// <param name="exclusiveUpper">Upper bound, not included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveUpper"/> is below 1.</exception>
    long NextInteger(long exclusiveUpper);

    /// <summary>Draws one number from the standard normal distribution.</summary>
    double NextNormal();

    /// <summary>Shuffles in place; every order is equally likely.</summary>
    /// <param name="values">The values to shuffle.</param>
    void Shuffle<T>(Span<T> values);
}
