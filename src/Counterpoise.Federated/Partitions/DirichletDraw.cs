using Counterpoise.Randomness;

namespace Counterpoise.Federated.Partitions;

/// <summary>Draws from a symmetric Dirichlet distribution, also for α far below 1, where gamma draws are too small for a double.</summary>
internal static class DirichletDraw
{
    /// <summary>Proportions of <paramref name="count"/> parts, which add up to 1.</summary>
    internal static double[] Proportions(RandomStream random, double alpha, int count)
    {
        var logs = new double[count];
        for (var i = 0; i < count; i++)
        {
            // Gamma(α) = Gamma(α + 1) U^(1/α), in logarithms since the power underflows at small α.
            logs[i] = Math.Log(GammaAboveOne(random, alpha + 1)) + (Math.Log(1 - random.NextDouble()) / alpha);
        }

        var largest = logs.Max();
        var weights = Array.ConvertAll(logs, log => Math.Exp(log - largest));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000.</summary>
    private static double GammaAboveOne(RandomStream random, double shape)
    {
        var b = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * b);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + (b * (1 - v + Math.Log(v))))
            {
                return b * v;
            }
        }
    }
}
