namespace Counterpoise.Search.Trials;

/// <summary>Says which point of a space is tried next.</summary>
public interface ITrialSuggestions
{
    /// <summary>
    /// The values of the next trial: a function of the seed, the number and the trials so far, so that a search that was stopped goes on as
    /// if it had not been.
    /// </summary>
    /// <param name="space">The parameters.</param>
    /// <param name="number">The number of the next trial, from 0.</param>
    /// <param name="trials">The finished trials in the order of their numbers.</param>
    double[] Next(IReadOnlyList<SearchParameter> space, int number, IReadOnlyList<Trial> trials);
}
