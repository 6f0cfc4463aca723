using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Cross-validation on the target's structures: stratified by outcome, or by event where records have one.</summary>
internal static class HeldOutScores
{
    private const int MostFolds = 5;

    /// <summary>The folds; null where there are fewer than two failures or survivals, or fewer than two events.</summary>
    public static (FragilityRecords Structures, IReadOnlyList<Split> Splits)? Folds(FragilityRecords target, ulong seed)
    {
        var (structures, _) = target.PerStructure();
        var failures = structures.FailureCount;
        var folds = Math.Min(MostFolds, Math.Min(failures, structures.Count - failures));
        if (structures.Events is { } events) folds = Math.Min(folds, events.Distinct().Count());
        if (folds < 2) return null;
        var random = new RandomStream(seed, "folds");
        return (structures, structures.Events is null
            ? StratifiedKFold.Of(structures.Failures, folds, random)
            : StratifiedGroupKFold.Of(structures.Failures, structures.Events, folds, random, MissingClassPolicy.Warn));
    }

    /// <summary>A strategy's scores; all NaN where it is refused on a fold.</summary>
    public static StrategyScore Score(IFragilityStrategy strategy, TransferProblem problem, FragilityRecords structures,
        IReadOnlyList<Split> splits, TransferOptions options, CancellationToken cancellationToken)
    {
        var probabilities = new double[structures.Count];
        foreach (var split in splits)
        {
            try
            {
                var curve = strategy.Fit(problem.WithTarget(structures.Select(split.Train)), options with { FusionReplicates = 0 },
                    cancellationToken).Curve;
                foreach (var i in split.Test) probabilities[i] = curve.Probability(structures.Intensities[i]);
            }
            catch (StrategyRefusedException)
            {
                return StrategyScore.None;
            }
        }

        return StrategyScore.From(probabilities, structures);
    }
}
