using Counterpoise.Randomness;

namespace Counterpoise.Search;

/// <summary>
/// Evaluates an objective at places drawn evenly from the ranges: the control that any other search with as many evaluations has to beat.
/// </summary>
/// <remarks>Reference: Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.</remarks>
public static class RandomSearch
{
    /// <summary>Looks for the values with the lowest objective.</summary>
    /// <param name="ranges">At least one range.</param>
    /// <param name="objective">Takes one value per range; NaN counts as the worst.</param>
    /// <param name="evaluations">How many places are tried, at least 1.</param>
    /// <param name="random">The draws.</param>
    /// <param name="cancellationToken">Stops between evaluations.</param>
    /// <exception cref="ArgumentException">A range cannot be searched.</exception>
    public static SearchResult Minimize(
        IReadOnlyList<SearchRange> ranges, Func<double[], double> objective, int evaluations, IRandomSource random,
            CancellationToken cancellationToken = default)
    {
        RememberedObjective.Check(ranges);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        var asked = new RememberedObjective(ranges, objective);
        var places = new double[ranges.Count];
        for (var i = 0; i < evaluations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ref var place in places.AsSpan())
            {
                place = random.NextDouble();
            }

            asked.At(places);
        }

        return asked.Result();
    }

    /// <summary>
    /// As <see cref="Minimize"/>, with a Latin hypercube: of as many equal parts of each range as there are evaluations, each is tried
    /// once.
    /// </summary>
    /// <param name="ranges">At least one range.</param>
    /// <param name="objective">Takes one value per range; NaN counts as the worst.</param>
    /// <param name="evaluations">How many places are tried, at least 1.</param>
    /// <param name="random">The draws.</param>
    /// <param name="cancellationToken">Stops between evaluations.</param>
    /// <exception cref="ArgumentException">A range cannot be searched.</exception>
    public static SearchResult MinimizeOnHypercube(
        IReadOnlyList<SearchRange> ranges, Func<double[], double> objective, int evaluations, IRandomSource random,
            CancellationToken cancellationToken = default)
    {
        RememberedObjective.Check(ranges);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        var parts = ranges.Select(_ => random.Permutation(evaluations)).ToArray();
        var asked = new RememberedObjective(ranges, objective);
        var places = new double[ranges.Count];
        for (var i = 0; i < evaluations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var d = 0; d < places.Length; d++)
            {
                places[d] = (parts[d][i] + random.NextDouble()) / evaluations;
            }

            asked.At(places);
        }

        return asked.Result();
    }
}
