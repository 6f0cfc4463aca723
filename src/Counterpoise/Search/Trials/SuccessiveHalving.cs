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
        ArgumentOutOfRangeException.ThrowIfLessThan(leastBudget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBudget, leastBudget);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var budgets = new List<int>();
        for (long budget = leastBudget; budget < mostBudget; budget *= factor)
        {
            budgets.Add((int)budget);
        }

        return Run(points, [.. budgets, mostBudget], trials => trials.Count == 1 ? 0 : Math.Max(1, trials.Count / factor), objective,
            cancellationToken: cancellationToken);
    }

    /// <summary>Runs a round for each budget; of equals the earlier point goes on, and a point that failed (NaN) goes last.</summary>
    /// <param name="points">The values of each point, at least one.</param>
    /// <param name="budgets">The budgets of the rounds, such as rows, at least one.</param>
    /// <param name="kept">How many go on, from the trials of a round; 0 ends the search.</param>
    /// <param name="objective">What is minimised, from the point's number, its values and its budget.</param>
    /// <param name="hasTime">Asked before every trial but the first; where it says no, the round ends as it is and is the last. Null for
    /// always.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    /// <returns>The rounds, each with its budget and its trials by the points' numbers.</returns>
    public static IReadOnlyList<HalvingRound> Run(
        IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<int> budgets, Func<IReadOnlyList<Trial>, int> kept,
        Func<int, IReadOnlyList<double>, int, double> objective, Func<bool>? hasTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 1);
        var rounds = new List<HalvingRound>();
        int[] left = [.. Enumerable.Range(0, points.Count)];
        foreach (var budget in budgets.TakeWhile(_ => left.Length > 0))
        {
            var trials = new List<Trial>();
            foreach (var number in left.TakeWhile(_ => rounds.Count + trials.Count == 0 || hasTime?.Invoke() != false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                trials.Add(new Trial(number, points[number], objective(number, points[number], budget)));
            }

            if (trials.Count > 0)
            {
                rounds.Add(new HalvingRound(budget, trials));
            }

            left = trials.Count < left.Length ? [] : [.. trials.OrderBy(t => double.IsNaN(t.Objective) ? 1 : 0).ThenBy(t => t.Objective)
                .ThenBy(t => t.Number).Take(kept(trials)).Select(t => t.Number).Order()];
        }

        return rounds;
    }
}
