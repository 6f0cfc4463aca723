using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>
/// Folds of training rows, on which choices are made: forward in time where the rows have times, by group where they have groups, else
/// stratified.
/// </summary>
internal static class InnerFolds
{
    /// <summary>Makes the folds; none where a class that is there has a single row, or the rows cannot be parted.</summary>
    /// <param name="training">Training rows with labels.</param>
    /// <param name="folds">Folds, at least 2; fewer where the rarest class has fewer rows.</param>
    /// <param name="random">Source of the draw.</param>
    public static IReadOnlyList<Split> Of(Table training, int folds, IRandomSource random)
    {
        var labels = training.RequireLabels();
        var counts = labels.ClassCounts().Where(n => n > 0).ToArray();
        if (counts.Length < 2 || counts.Min() < 2)
            return [];
        try
        {
            return training.Time is { } times ? TimeSplit.Folds(labels.Codes, times, folds)
                : training.Groups is { } groups ? StratifiedGroupKFold.Of(labels.Codes, groups.Codes,
                    Math.Min(folds, groups.Codes.ToArray().Distinct().Count()), random)
                : StratifiedKFold.Of(labels.Codes, Math.Min(folds, counts.Min()), random);
        }
        catch (ArgumentException)
        {
            // One group, or one moment: nothing to part, and the cell says that nothing was tuned.
            return [];
        }
    }
}
