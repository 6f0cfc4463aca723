namespace Counterpoise.Search.Trials;

/// <summary>Tries points of a space one after the other, and goes on where an earlier session stopped.</summary>
public static class TrialSearch
{
    /// <summary>Runs a search to its number of trials.</summary>
    /// <param name="space">The parameters, at least one.</param>
    /// <param name="suggestions">Which point is next.</param>
    /// <param name="trials">How many trials, those of earlier sessions included; at least 1.</param>
    /// <param name="objective">What is minimised, from number and values; NaN for a trial that failed.</param>
    /// <param name="file">Where trials are kept; null keeps nothing.</param>
    /// <param name="progress">Is told of every trial.</param>
    /// <param name="cancellationToken">Stops between trials, and is the objective's to watch.</param>
    /// <returns>All trials in their order.</returns>
    /// <exception cref="ArgumentException">A parameter cannot be searched, or two have one name.</exception>
    public static IReadOnlyList<Trial> Run(
        IReadOnlyList<SearchParameter> space, ITrialSuggestions suggestions, int trials, Func<int, IReadOnlyList<double>, double> objective,
        TrialFile? file = null, IProgress<Trial>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(suggestions);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        Check(space);
        var kept = file ?? new TrialFile(null, space, "");
        while (kept.Trials.Count < trials)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var number = kept.Trials.Count;
            var values = suggestions.Next(space, number, kept.Trials);
            var trial = new Trial(number, values, objective(number, values));
            kept.Add(trial);
            progress?.Report(trial);
        }

        return kept.Trials;
    }

    /// <summary>The trial of the lowest objective; of equals the first.</summary>
    /// <param name="trials">The trials.</param>
    /// <exception cref="InvalidOperationException">All trials failed.</exception>
    public static Trial Best(IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        return trials.Where(t => !double.IsNaN(t.Objective)).MinBy(t => t.Objective)
            ?? throw new InvalidOperationException($"all {trials.Count} trials failed, so there is no best one");
    }

    internal static void Check(IReadOnlyList<SearchParameter> space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Count == 0 || space.Select(p => p.Name).Distinct().Count() < space.Count)
        {
            throw new ArgumentException(
                $"the space has "
                + $"{(space.Count == 0 ? "no parameter"
                    : $"two parameters of one name among {string.Join(", ", space.Select(p => p.Name))}")}: give each once", nameof(space));
        }

        foreach (var parameter in space)
        {
            parameter.Validate();
        }
    }
}
