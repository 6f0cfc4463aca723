using Counterpoise.Numerics;

namespace Counterpoise.Calibration;

/// <summary>Platt scaling: p = 1 / (1 + exp(A s + B)), fitted to smoothed targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2).</summary>
/// <param name="A">Slope; below 0 where higher scores mean positive.</param>
/// <param name="B">Offset.</param>
/// <remarks>
/// Equals scikit-learn's sigmoid calibration. Reference: Platt, "Probabilistic outputs for support vector machines", 1999;
/// Lin, Lin and Weng, Machine Learning 2007, doi:10.1007/s10994-007-5018-6.
/// </remarks>
public sealed record PlattScaling(double A, double B)
{
    /// <summary>Fits the two numbers by Newton's method. O(n) per step.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n finite scores, of any range.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static PlattScaling Fit(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1)
    {
        BinaryScores.Check(labels, scores, positiveClass);
        var positive = new bool[labels.Length];
        for (var i = 0; i < positive.Length; i++) positive[i] = labels[i] == positiveClass;
        double yes = positive.Count(p => p), no = positive.Length - yes;
        var objective = new Objective(scores.ToArray(), Array.ConvertAll(positive, p => p ? (yes + 1) / (yes + 2) : 1 / (no + 2)));
        var at = NewtonMinimizer.Run(objective, [0, Math.Log((no + 1) / (yes + 1))], 1e-12 * positive.Length, 200, CancellationToken.None)
            .At;
        return new PlattScaling(at[0], at[1]);
    }

    /// <summary>Gives the probability of the positive class.</summary>
    /// <param name="scores">Scores of the kind that was fitted.</param>
    public double[] Apply(ReadOnlySpan<double> scores)
    {
        var p = scores.ToArray();
        foreach (ref var s in p.AsSpan()) s = 1 / (1 + Math.Exp((A * s) + B));
        return p;
    }

    private sealed class Objective(double[] scores, double[] targets) : ISmoothFunction
    {
        public int Size => 2;

        public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
        {
            gradient.Clear();
            var value = 0.0;
            for (var i = 0; i < scores.Length; i++)
            {
                var z = (at[0] * scores[i]) + at[1];
                // −t log p − (1 − t) log(1 − p) with p = 1/(1 + e^z), written to stand any z.
                value += (z >= 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z))) - ((1 - targets[i]) * z);
                var error = targets[i] - (1 / (1 + Math.Exp(z)));
                gradient[0] += error * scores[i];
                gradient[1] += error;
            }

            return value;
        }

        public DenseMatrix Hessian(ReadOnlySpan<double> at)
        {
            var hessian = new DenseMatrix(2, 2);
            foreach (var s in scores)
            {
                var p = 1 / (1 + Math.Exp((at[0] * s) + at[1]));
                var w = p * (1 - p);
                hessian[0, 0] += w * s * s;
                hessian[0, 1] += w * s;
                hessian[1, 1] += w;
            }

            hessian[1, 0] = hessian[0, 1];
            return hessian;
        }
    }
}
