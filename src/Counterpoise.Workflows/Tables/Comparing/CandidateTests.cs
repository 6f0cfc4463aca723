using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Tables;

/// <summary>The candidate of a comparison against one other method, both ways: is it worse, is it better.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Classifier">The classifier.</param>
/// <param name="Against">The other method.</param>
/// <param name="DataSets">Data sets in which both have a value.</param>
/// <param name="MeanDifference">Mean of candidate less other.</param>
/// <param name="WorseP">One-sided p of Wilcoxon's signed-rank test that the candidate is worse.</param>
/// <param name="BetterP">One-sided p that it is better.</param>
internal sealed record CandidateTests(string Metric, string? Classifier, string Against, int DataSets, double MeanDifference,
    double WorseP, double BetterP)
{
    /// <summary>
    /// Tests the candidate against every other method; a pair is a data set with each method's mean over folds and seeds. None where no
    /// method is in question.
    /// </summary>
    public static IReadOnlyList<CandidateTests> Of(Comparison comparison)
    {
        if (comparison.Candidate is not { } candidate)
            return [];
        var metrics = comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct().Order(StringComparer.Ordinal);
        var classifiers = comparison.Cells.Select(c => c.Classifier).Distinct().Order(StringComparer.Ordinal);
        var others = comparison.Methods.Select(m => m.Name).Where(m => m != candidate);
        return [.. from metric in metrics from classifier in classifiers
            let means = ComparisonAnalysis.Means(comparison, metric, classifier) from other in others
            let test = Test(comparison, metric, classifier, means, candidate, other) where test is not null select test];
    }

    private static CandidateTests? Test(Comparison comparison, string metric, string? classifier, IReadOnlyDictionary<string,
        IReadOnlyDictionary<string, double>> means, string candidate, string other)
    {
        var (a, b) = (means[candidate], means[other]);
        var sets = comparison.Scenarios.Select(s => s.Name).Where(s => a.ContainsKey(s) && b.ContainsKey(s)).ToArray();
        if (sets.Length < 2)
            return null;
        double[] left = Array.ConvertAll(sets, s => a[s]), right = Array.ConvertAll(sets, s => b[s]);
        var (lower, higher) = comparison.Describe(metric).HigherIsBetter ? (Alternative.Less, Alternative.Greater)
            : (Alternative.Greater, Alternative.Less);
        return new CandidateTests(metric, classifier, other, sets.Length, left.Zip(right, (l, r) => l - r).Average(),
            WilcoxonSignedRank.Of(left, right, lower).PValue, WilcoxonSignedRank.Of(left, right, higher).PValue);
    }
}
