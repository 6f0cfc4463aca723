using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>Nested cross-validation: choices are made on inner folds, so the outer test rows stay unseen.</summary>
/// <remarks>
/// Reference: Varma and Simon, "Bias in error estimation when using cross-validation for model selection", BMC Bioinformatics
/// 2006, doi:10.1186/1471-2105-7-91.
/// </remarks>
public static class NestedFolds
{
    /// <summary>Makes stratified inner folds for each outer split.</summary>
    /// <param name="outer">Outer splits, of any kind.</param>
    /// <param name="labels">n classes.</param>
    /// <param name="innerFolds">Inner folds, at least 2.</param>
    /// <param name="random">Source of the draw.</param>
    /// <param name="missing">What to do with a class that has fewer training rows than inner folds.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <exception cref="ArgumentException">A class has too few rows and the policy is to throw.</exception>
    public static IReadOnlyList<NestedSplit> Of(IReadOnlyList<Split> outer, ReadOnlySpan<int> labels, int innerFolds, IRandomSource random,
        MissingClassPolicy missing = MissingClassPolicy.Throw, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(outer);
        var nested = new List<NestedSplit>();
        foreach (var split in outer)
        {
            var own = new int[split.Train.Length];
            for (var i = 0; i < own.Length; i++) own[i] = labels[split.Train[i]];
            nested.Add(new NestedSplit(split, [.. StratifiedKFold.Of(own, innerFolds, random, missing, classNames).Select(s => s with
            {
                Train = Array.ConvertAll(s.Train, i => split.Train[i]),
                Test = Array.ConvertAll(s.Test, i => split.Train[i]),
            })]));
        }

        return nested;
    }
}
