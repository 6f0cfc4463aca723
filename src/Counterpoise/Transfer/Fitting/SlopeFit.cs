using Counterpoise.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>The convex fit of intercept and slope, η = a + b ln x, or of the intercept alone where β = 1/b is held.</summary>
internal static class SlopeFit
{
    /// <summary>Intercept and slope, unbounded.</summary>
    public static (double Intercept, double Slope) Free(BinomialSample sample, FragilityFitOptions options, double shift,
        List<FragilityNote> notes)
    {
        // Centred, so that intercept and slope are nearly independent.
        var centre = sample.LogIntensities.Average();
        var x = new DenseMatrix(sample.Count, 2);
        for (var i = 0; i < sample.Count; i++) (x[i, 0], x[i, 1]) = (1, sample.LogIntensities[i] - centre);
        if (IsConstant(sample.LogIntensities)) return (0, 0);
        var at = Minimize(new LinearLikelihood(x, sample.Failures, sample.Survivals, options.Form, Offsets(sample, shift)), options,
            notes, 2);
        return (at[0] - (at[1] * centre), at[1]);
    }

    /// <summary>(ln θ, ln β) with β held.</summary>
    public static double[] WithBeta(BinomialSample sample, FragilityFitOptions options, double shift, double beta)
    {
        var centre = sample.LogIntensities.Average();
        double[] offset = [.. sample.LogIntensities.Select(v => ((v - centre) / beta) + shift)];
        var ones = new DenseMatrix(sample.Count, 1, [.. Enumerable.Repeat(1.0, sample.Count)]);
        var at = Minimize(new LinearLikelihood(ones, sample.Failures, sample.Survivals, options.Form, offset), options, [], 1);
        return [centre - (at[0] * beta), Math.Log(beta)];
    }

    private static double[] Minimize(LinearLikelihood likelihood, FragilityFitOptions options, List<FragilityNote> notes, int size)
    {
        ISmoothFunction function = options.Estimator == FragilityEstimator.Firth ? new JeffreysPenalty(likelihood) : likelihood;
        var found = NewtonMinimizer.Run(function, new double[size], 1e-9, 500, CancellationToken.None);
        if (!found.Converged && found.LargestGradient > 1e-5)
            notes.Add(new FragilityNote(FragilityFlag.NotConverged,
                $"the optimiser stopped at a gradient of {found.LargestGradient:0.0e0}"));
        return found.At;
    }

    private static bool IsConstant(double[] values) => values.All(v => v == values[0]);

    private static double[] Offsets(BinomialSample sample, double shift) => [.. Enumerable.Repeat(shift, sample.Count)];
}
