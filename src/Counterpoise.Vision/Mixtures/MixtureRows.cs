using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Vision.Mixtures;

/// <summary>Which rows train the experts, which the gate, and which choose epochs and weights; no row is in two of them.</summary>
/// <param name="Expert">Rows that experts learn from before the gate.</param>
/// <param name="Gate">Rows that gate, temperatures and stacking learn from: experts are never right there because they were fitted to
/// them.</param>
/// <param name="Validation">Rows for early stopping and choices.</param>
public sealed record MixtureRows(int[] Expert, int[] Gate, int[] Validation)
{
    /// <summary>Keeps a share of the training rows apart for the gate: stratified, and by group where there are groups.</summary>
    /// <param name="labels">The class of every row of the data.</param>
    /// <param name="groups">The group of every row, such as a lesion's; null for none.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="validation">The validation rows.</param>
    /// <param name="gateShare">Share of the training rows, in (0, 1). 0.2 is usual.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentException">The share is out of range, or there are too few rows.</exception>
    public static MixtureRows Split(int[] labels, int[]? groups, int[] train, int[] validation, double gateShare, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        int[] own = [.. train.Select(row => labels[row])];
        var random = new RandomStream(seed, "gate-part");
        var split = groups is null
            ? StratifiedSplit.Of(own, gateShare, 0, random, MissingClassPolicy.Warn)
            : GroupSplit.Of(own, [.. train.Select(row => groups[row])], gateShare, 0, random);
        return new([.. split.Train.Select(i => train[i])], [.. split.Test.Select(i => train[i])], validation);
    }

    /// <summary>Checks that no row is in two splits and that none that must have rows is empty.</summary>
    /// <exception cref="ArgumentException">Parts overlap or are empty.</exception>
    public void Validate()
    {
        if (Expert.Length == 0 || Gate.Length == 0)
        {
            throw new ArgumentException(
                $"found {Expert.Length} rows for experts and {Gate.Length} for the gate; expected at least one of each");
        }

        int[] all = [.. Expert, .. Gate, .. Validation];
        if (all.GroupBy(row => row).FirstOrDefault(g => g.Count() > 1) is { } shared)
        {
            throw new ArgumentException(
                $"row {shared.Key} is in two splits: the gate must not learn from rows that experts were fitted to, "
                    + $"nor be stopped by them");
        }
    }
}
