namespace Counterpoise.Comparisons;

/// <summary>What the interval and the p-value of a <see cref="PairedDifference"/> rest on.</summary>
public enum DifferenceTest
{
    /// <summary>Pairs are independent: data sets, or runs of one scenario. Student's t interval and Wilcoxon's signed-rank test.</summary>
    Wilcoxon,

    /// <summary>Pairs are folds of one data set, which share training rows: see <see cref="Statistics.CorrectedResampledTest"/>.</summary>
    CorrectedResampledT,
}
