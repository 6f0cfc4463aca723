namespace Counterpoise.Search.Trials;

/// <summary>
/// Gives all points a small budget, the best 1/η of them η times as much, and so on until one is left or the largest budget is reached.
/// </summary>
/// <remarks>
/// Reference: Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016,
/// arXiv:1502.07943.
/// </remarks>
public static class SuccessiveHalving
{
    /// <summary>Runs the rounds; of equals the earlier point goes on, and a point that failed (NaN) goes last.</summary>
    /// <param name="points">The values of each point, at least one.</param>
    /// <param name="leastBudget">The budget of the first round, such as epochs; at least 1.</param>
    /// <param name="mostBudget">The largest budget, not below the first.</param>
    /// <param name="factor">η, at least 2.</param>
    /// <param name="objective">What is minimised, from the point's number, its values and its budget; the caller may go on from the round
    /// before.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    /// <returns>The rounds, each with its budget and its trials by the points' numbers.</returns>
    public static IReadOnlyList<HalvingRound> Run(
        IReadOnlyList<IReadOnlyList<double>> points, int leastBudget, int mostBudget, int factor,
        Func<int, IReadOnlyList<double>, int, double> objective, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastBudget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBudget, leastBudget);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var rounds = new List<HalvingRound>();
        int[] left = [.. Enumerable.Range(0, points.Count)];
        for (long budget = leastBudget; ; budget *= factor)
        {
            var now = (int)Math.Min(budget, mostBudget);
            var trials = new List<Trial>();
            foreach (var number in left)
            {
                cancellationToken.ThrowIfCancellationRequested();
                trials.Add(new Trial(number, points[number], objective(number, points[number], now)));
            }

            rounds.Add(new HalvingRound(now, trials));
            if (left.Length == 1 || now == mostBudget)
            {
                return rounds;
            }

            left = [.. trials.OrderBy(t => double.IsNaN(t.Objective) ? 1 : 0).ThenBy(t => t.Objective).ThenBy(t => t.Number)
                .Take(Math.Max(1, left.Length / factor)).Select(t => t.Number).Order()];
        }
    }
}
