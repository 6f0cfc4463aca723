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
            logs[i] = Math.Log(GammaDraw.AboveOne(random, alpha + 1)) + (Math.Log(1 - random.NextDouble()) / alpha);
        }

        var largest = logs.Max();
        var weights = Array.ConvertAll(logs, log => Math.Exp(log - largest));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
