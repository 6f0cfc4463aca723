using Counterpoise.Messages;
using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>k folds in which every class is spread evenly; every row is tested once.</summary>
/// <remarks>With the NumPy-compatible generator the folds equal scikit-learn's StratifiedKFold with shuffling, row by row.</remarks>
public static class StratifiedKFold
{
    /// <summary>Makes the folds. O(n log n).</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="folds">Number of folds, k, at least 2.</param>
    /// <param name="random">Source of the draw; null deals rows out in their order, as scikit-learn without shuffling.</param>
    /// <param name="missing">What to do with a class that has fewer rows than folds.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <returns>k splits without a validation split; <see cref="Split.WithValidation"/> adds one.</returns>
    /// <exception cref="ArgumentException">k is out of range, or a class has fewer rows than folds and the policy is to throw.</exception>
    public static IReadOnlyList<Split> Of(ReadOnlySpan<int> labels, int folds, IRandomSource? random,
        MissingClassPolicy missing = MissingClassPolicy.Throw, IReadOnlyList<string>? classNames = null)
    {
        ClassCoverage.CheckFolds(folds, labels.Length);
        var y = labels.ToArray();
        // Classes by first appearance; dealing the sorted labels out to the folds fixes how many rows of each class a fold gets.
        var groups = Enumerable.Range(0, y.Length).GroupBy(i => y[i]).Select(g => g.ToArray()).ToArray();
        var smallest = groups.MinBy(g => g.Length)!;
        if (missing == MissingClassPolicy.Throw && smallest.Length < folds)
            throw new DataMismatchException(
                $"{ClassCoverage.Name(y[smallest[0]], classNames)} has {smallest.Length} rows, {folds} folds need at least {folds}: "
                + $"lower {ClassCoverage.FoldsSetting} to {Math.Max(2, smallest.Length)}, or accept folds without it with "
                + $"{new ChoicePart(MissingClassPolicy.Warn)}");
        var foldOf = new int[y.Length];
        var dealt = 0;
        foreach (var rows in groups)
        {
            var counts = new int[folds];
            for (var i = 0; i < rows.Length; i++) counts[dealt++ % folds]++;
            var order = counts.SelectMany((count, fold) => Enumerable.Repeat(fold, count)).ToArray();
            random?.Shuffle<int>(order);
            for (var i = 0; i < rows.Length; i++) foldOf[rows[i]] = order[i];
        }

        return [.. ClassCoverage.Folds(foldOf, folds)
            .Select(s => ClassCoverage.Check(s, y, missing, classNames, $"lower {ClassCoverage.FoldsSetting}"))];
    }
}
