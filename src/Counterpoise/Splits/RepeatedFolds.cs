using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>Folds drawn anew several times, each from its own stream of the seed.</summary>
public static class RepeatedFolds
{
    /// <summary>Repeats a way of making folds.</summary>
    /// <param name="repeats">Number of repeats, at least 1.</param>
    /// <param name="seed">Seed of the run; repeat r draws from the stream (seed, "split", r), so more repeats keep the earlier
    /// ones.</param>
    /// <param name="folds">Makes the folds of one repeat, such as <c>random => StratifiedKFold.Of(labels, 5, random)</c>.</param>
    /// <returns>All splits, repeat after repeat.</returns>
    public static IReadOnlyList<Split> Of(int repeats, ulong seed, Func<IRandomSource, IReadOnlyList<Split>> folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentNullException.ThrowIfNull(folds);
        return [.. Enumerable.Range(0, repeats).SelectMany(r => folds(new RandomStream(seed, "split", (ulong)r)))];
    }
}
