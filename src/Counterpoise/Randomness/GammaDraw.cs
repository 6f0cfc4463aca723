namespace Counterpoise.Randomness;

/// <summary>Gamma draws for shapes above 1.</summary>
/// <remarks>
/// Reference: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000, doi:10.1145/358407.358414.
/// </remarks>
public static class GammaDraw
{
    /// <summary>One draw of Gamma(shape, 1).</summary>
    /// <param name="rng">Gives the draws.</param>
    /// <param name="shape">At least 1.</param>
    public static double AboveOne(IRandomSource rng, double shape)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var b = shape - (1.0 / 3.0);
        var c = 1.0 / Math.Sqrt(9 * b);
        while (true)
        {
            double x, v;
            do
            {
                x = rng.NextNormal();
                v = 1.0 + (c * x);
            }
            while (v <= 0.0);
            v = v * v * v;
            var u = rng.NextDouble();
            if (u < 1.0 - (0.0331 * (x * x) * (x * x)) || Math.Log(u) < (0.5 * x * x) + (b * (1.0 - v + Math.Log(v))))
            {
                return b * v;
            }
        }
    }
}
