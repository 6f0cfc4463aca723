using Counterpoise.Randomness;

namespace Counterpoise.Vision.Mixing;

/// <summary>Draws from the Beta distribution as a ratio of Gamma draws.</summary>
/// <remarks>
/// Reference: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000, doi:10.1145/358407.358414.
/// </remarks>
internal static class BetaDraw
{
    public static double Symmetric(IRandomSource random, double alpha)
    {
        var (a, b) = (LogGamma(random, alpha), LogGamma(random, alpha));

        // In logarithms, since for small α both draws can vanish.
        return 1 / (1 + Math.Exp(b - a));
    }

    private static double LogGamma(IRandomSource random, double shape)
    {
        if (shape < 1)
        {
            return LogGamma(random, shape + 1) + (Math.Log(1 - random.NextDouble()) / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            var cube = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (.5 * x * x) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return Math.Log(d * cube);
            }
        }
    }
}
