namespace Counterpoise.TrainingDynamics;

/// <summary>A figure over the epochs in four numbers.</summary>
/// <param name="Mean">Mean over the epochs: the area under the trajectory for an epoch of length 1.</param>
/// <param name="Final">Mean of the last tenth of the epochs.</param>
/// <param name="Slope">Least-squares slope for an epoch.</param>
/// <param name="EpochsToMost">The first epoch, from 1, that has covered nine tenths of the way from first to final value.</param>
public sealed record TrajectorySummary(double Mean, double Final, double Slope, int EpochsToMost)
{
    /// <summary>Sums a trajectory up; epochs without a value are left out.</summary>
    /// <param name="values">One value for each epoch; NaN for none.</param>
    /// <returns>Null where no epoch has a value.</returns>
    public static TrajectorySummary? From(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] known = [.. Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i]))];
        if (known.Length == 0)
        {
            return null;
        }

        var final = known.TakeLast(Math.Max(1, known.Length / 10)).Average(i => values[i]);
        double first = values[known[0]], middle = known.Average(), mean = known.Average(i => values[i]);
        var spread = known.Sum(i => (i - middle) * (i - middle));
        var slope = spread == 0 ? 0 : known.Sum(i => (i - middle) * (values[i] - mean)) / spread;
        var reached = known.First(i => Math.Abs(values[i] - first) >= (0.9 * Math.Abs(final - first)) - 1e-15);
        return new TrajectorySummary(mean, final, slope, reached + 1);
    }
}
