namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Minimises −Σ k ln(Σ w_s p_s) + (n−k) ln(1 − Σ w_s p_s) + λ‖w − 1/S‖² over weights of sum 1: convex, by projected gradient steps.
/// </summary>
internal static class SimplexWeights
{
    private const int MaximumSteps = 20_000;
    private const double Clip = 1e-12;

    /// <param name="probabilities">P of each source at each record, [sources][records].</param>
    /// <param name="failures">Failures of each record.</param>
    /// <param name="survivals">Survivals of each record.</param>
    /// <param name="penalty">λ.</param>
    /// <returns>The weights and the objective.</returns>
    public static (double[] Weights, double Objective) Fit(double[][] probabilities, double[] failures, double[] survivals, double penalty)
    {
        var sources = probabilities.Length;
        double[] w = [.. Enumerable.Repeat(1.0 / sources, sources)];
        var gradient = new double[sources];
        var value = Evaluate(probabilities, failures, survivals, penalty, w, gradient);
        var step = 1.0;
        for (var i = 0; i < MaximumSteps && sources > 1; i++)
        {
            // At the minimum no source with weight has a gradient above the least one.
            var least = gradient.Min();
            if (w.Select((v, s) => v * (gradient[s] - least)).Sum() <= 1e-10) break;
            step *= 4;
            while (true)
            {
                var next = Project([.. w.Select((v, s) => v - (step * gradient[s]))]);
                var nextGradient = new double[sources];
                var nextValue = Evaluate(probabilities, failures, survivals, penalty, next, nextGradient);
                var fall = next.Select((v, s) => (w[s] - v) * gradient[s]).Sum();
                if (nextValue <= value - (0.25 * fall) || step < 1e-16)
                {
                    (w, gradient, value) = (next, nextGradient, nextValue);
                    break;
                }

                step /= 2;
            }

            if (step < 1e-16) break;
        }

        return (w, value);
    }

    private static double Evaluate(double[][] p, double[] failures, double[] survivals, double penalty, double[] w, double[] gradient)
    {
        var value = 0.0;
        for (var s = 0; s < w.Length; s++)
        {
            var distance = w[s] - (1.0 / w.Length);
            value += penalty * distance * distance;
            gradient[s] = 2 * penalty * distance;
        }

        for (var i = 0; i < failures.Length; i++)
        {
            var mixed = 0.0;
            for (var s = 0; s < w.Length; s++) mixed += w[s] * p[s][i];
            mixed = Math.Clamp(mixed, Clip, 1 - Clip);
            value -= (failures[i] * Math.Log(mixed)) + (survivals[i] * Math.Log(1 - mixed));
            var slope = (survivals[i] / (1 - mixed)) - (failures[i] / mixed);
            for (var s = 0; s < w.Length; s++) gradient[s] += slope * p[s][i];
        }

        return value;
    }

    /// <summary>The nearest weights of at least 0 and sum 1.</summary>
    private static double[] Project(double[] values)
    {
        var sorted = values.OrderDescending().ToArray();
        var (sum, shift) = (0.0, 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            var candidate = (sum - 1) / (i + 1);
            if (sorted[i] > candidate) shift = candidate;
        }

        double[] weights = [.. values.Select(v => Math.Max(v - shift, 0))];
        var total = weights.Sum();
        return Array.ConvertAll(weights, v => v / total);
    }
}
