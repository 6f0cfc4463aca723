using Counterpoise.Numerics;
using Counterpoise.Randomness;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Resampling;

/// <summary>The Gaussian copula of the rows of one class.</summary>
internal sealed class CopulaOfClass
{
    // A column with so few values is one of counts or grades: nothing lies between them.
    private const int FewValues = 20;

    private readonly double[][] _sorted;
    private readonly bool[] _steps;
    private readonly DenseMatrix _factor;

    private CopulaOfClass(double[][] sorted, bool[] steps, DenseMatrix factor) => (_sorted, _steps, _factor) = (sorted, steps, factor);

    public static CopulaOfClass Fit(DenseMatrix rows, GaussianCopulaOptions options, IRandomSource random)
    {
        var columns = Enumerable.Range(0, rows.Columns).Select(rows.Column).ToArray();
        var sorted = columns.Select(c => c.Order().ToArray()).ToArray();
        var steps = columns.Select((c, j) => options.CategoricalColumns.Contains(j)
            || c.Distinct().Take(FewValues + 1).Count() <= FewValues).ToArray();
        var scores = columns.Select((c, j) => Scores(c, sorted[j], random)).ToArray();
        return new CopulaOfClass(sorted, steps, Factor(scores, options.Shrinkage));
    }

    /// <summary>Draws one row.</summary>
    public void Draw(IRandomSource random, Span<double> target)
    {
        var normal = new double[target.Length];
        for (var j = 0; j < normal.Length; j++)
        {
            normal[j] = random.NextNormal();
        }

        for (var j = 0; j < target.Length; j++)
        {
            var z = 0.0;
            for (var k = 0; k <= j; k++)
            {
                z += _factor[j, k] * normal[k];
            }

            target[j] = Quantile(_sorted[j], Normal.CDF(0, 1, z), _steps[j]);
        }
    }

    /// <summary>The value below which a share of the sorted values lies.</summary>
    internal static double Quantile(double[] sorted, double share, bool steps)
    {
        if (steps)
        {
            return sorted[Math.Clamp((int)(share * sorted.Length), 0, sorted.Length - 1)];
        }

        // Value i stands for the share (i + 1/2) / n.
        var at = Math.Clamp((share * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Normal scores; equal values, such as a category's, are spread over the part of 0…1 that is theirs.</summary>
    private static double[] Scores(double[] values, double[] sorted, IRandomSource random)
    {
        var n = sorted.Length;
        return Array.ConvertAll(values, value =>
        {
            var first = LowerBound(sorted, value);
            var after = first;
            while (after < n && sorted[after] == value)
            {
                after++;
            }

            var place = after - first == 1 ? first + 0.5 : first + ((after - first) * random.NextDouble());
            return Normal.InvCDF(0, 1, Math.Clamp(place / n, 0.5 / n, 1 - (0.5 / n)));
        });
    }

    private static int LowerBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The lower triangle L with L Lᵀ = the shrunken correlation matrix.</summary>
    private static DenseMatrix Factor(double[][] scores, double shrinkage)
    {
        var d = scores.Length;
        var scaled = scores.Select(Unit).ToArray();
        var factor = new DenseMatrix(d, d);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = i == j ? 1.0 : (1 - shrinkage) * scaled[i].Zip(scaled[j], (a, b) => a * b).Sum();
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i, k] * factor[j, k];
                }

                // Columns that others determine leave nothing of their own.
                factor[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[j, j];
            }
        }

        // Rounding of such columns must not make a score wider than 1.
        for (var i = 0; i < d; i++)
        {
            var norm = Math.Sqrt(Enumerable.Range(0, i + 1).Sum(k => factor[i, k] * factor[i, k]));
            for (var k = 0; k <= i; k++)
            {
                factor[i, k] /= norm;
            }
        }

        return factor;
    }

    private static double[] Unit(double[] values)
    {
        var mean = values.Average();
        var norm = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(values, v => norm > 1e-12 ? (v - mean) / norm : 0);
    }
}
