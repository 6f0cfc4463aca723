namespace Counterpoise.Comparisons;

/// <summary>What two methods share, so that their difference is due to the methods.</summary>
public enum Pairing
{
    /// <summary>A pair is two runs of one scenario, seed and fold: same split, initial weights and order of batches.</summary>
    Runs,

    /// <summary>A pair is a data set, with each method's mean over its folds and seeds; with one data set alone a pair is a fold.</summary>
    DataSets,
}
