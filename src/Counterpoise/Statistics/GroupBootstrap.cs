using Counterpoise.Randomness;

namespace Counterpoise.Statistics;

/// <summary>
/// Bootstrap over groups, such as lesions or patients: all rows of a group are drawn together, so that rows that are alike do not count as
/// many.
/// </summary>
/// <remarks>
/// Percentile interval. O(replicates · n). Reference: Davison and Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8.
/// </remarks>
public static class GroupBootstrap
{
    /// <summary>The interval of a statistic of rows.</summary>
    /// <param name="groups">The group of each row, any numbers.</param>
    /// <param name="statistic">From row numbers, some of them repeated, to a value; NaN where a draw does not define it.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="replicates">Number of draws, at least 1.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <param name="cancellationToken">Stops the draws.</param>
    /// <exception cref="ArgumentException">There are fewer than two groups, or fewer than half of the draws define the
    /// statistic.</exception>
    public static Interval Interval(
        ReadOnlySpan<int> groups, Func<int[], double> statistic, IRandomSource random, int replicates = 2000, double confidence = 0.95,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        var of = groups.ToArray();
        var rows = Enumerable.Range(0, of.Length).GroupBy(i => of[i]).Select(g => g.ToArray()).ToArray();
        if (rows.Length < 2)
        {
            throw new ArgumentException($"{rows.Length} groups: a bootstrap needs at least two", nameof(groups));
        }

        var draws = new List<double>(replicates);
        for (var b = 0; b < replicates; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var drawn = new List<int>(of.Length);
            for (var g = 0; g < rows.Length; g++)
            {
                drawn.AddRange(rows[random.NextInteger(rows.Length)]);
            }

            if (statistic([.. drawn]) is var value && double.IsFinite(value))
            {
                draws.Add(value);
            }
        }

        return 2 * draws.Count >= replicates
            ? Percentiles.Interval([.. draws], confidence)
            : throw new ArgumentException(
                $"the statistic is defined in {draws.Count} of {replicates} draws only: there are too few groups of a kind",
                nameof(groups));
    }
}
