using Counterpoise.Comparisons;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Reports;

/// <summary>
/// The mean of repetitions with the 95% t interval of the mean; values that are not numbers are left out, one value has no interval.
/// </summary>
internal static class MeanInterval
{
    public static ScoreInterval Of(IEnumerable<double> values)
    {
        var known = values.Where(v => !double.IsNaN(v)).ToArray();
        if (known.Length < 2)
        {
            return new(known.Length == 1 ? known[0] : double.NaN, double.NaN, double.NaN);
        }

        var mean = known.Average();
        var deviation = Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / (known.Length - 1));
        var half = StudentT.InvCDF(0, 1, known.Length - 1, 0.975) * deviation / Math.Sqrt(known.Length);
        return new(mean, mean - half, mean + half);
    }
}
