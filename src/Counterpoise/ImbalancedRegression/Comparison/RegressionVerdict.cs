using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>What to take, and whether anything done about rare targets pays.</summary>
/// <param name="Headline">One short sentence.</param>
/// <param name="Sentences">The figures behind it.</param>
/// <param name="Best">The pipeline with the least relevance-weighted error.</param>
/// <param name="Simplest">The simplest pipeline within a standard error of the best.</param>
public sealed record RegressionVerdict(
    string Headline, IReadOnlyList<string> Sentences, RegressionPipeline Best, RegressionPipeline Simplest)
{
    /// <summary>Judges a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <exception cref="ArgumentException">No fold has a value: no rare target lies in any training split.</exception>
    public static RegressionVerdict Of(RegressionComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        RegressionPipeline[] pipelines = [.. from regressor in comparison.Regressors from method in comparison.Methods
            let values = comparison.Values(method, regressor, RegressionMetrics.RelevanceWeighted)
            where values.Length > 0
            select new RegressionPipeline(method, regressor, values.Average(), StandardError(values, comparison.TestShare))];
        if (pipelines.Length == 0)
            throw new ArgumentException("no fold has a value: in none of them a training target is rare", nameof(comparison));
        var best = pipelines.MinBy(p => p.Error)!;
        var simplest = pipelines.First(p => p.Error <= best.Error + best.StandardError);
        var baseline = pipelines.Where(p => p.Regressor == "mean").MinBy(p => p.Error)!;
        var differences = comparison.Differences();
        List<string> sentences = [Take(best, simplest), .. Price(comparison, best)];
        sentences.AddRange(differences.GroupBy(d => d.Regressor).Select(Answer));
        return new RegressionVerdict(Say(best, baseline, differences), sentences, best, simplest);
    }

    private static string Say(RegressionPipeline best, RegressionPipeline baseline, IReadOnlyList<RegressionDifference> differences)
    {
        if (best.Error >= baseline.Error)
            return "Nothing here predicts rare targets better than one constant.";
        if (differences.Where(d => d.Outcome == VerdictOutcome.Helps).MinBy(d => d.Mean) is { } helpful)
            return $"Helps: {helpful.Method} with {helpful.Regressor}, error on rare targets {RegressionText.Signed(helpful.Mean)}.";
        return differences.Any(d => d.Outcome == VerdictOutcome.Undecided && d.Mean < 0)
            ? "Undecided: some method seems to help, which the corrected test does not confirm."
            : "No gain: no method predicts rare targets better than correcting the same regressor's predictions by a line.";
    }

    private static string Take(RegressionPipeline best, RegressionPipeline simplest)
    {
        var words = $"Least error on rare targets: {best}, {RegressionText.Number(best.Error)} (root of the relevance-weighted mean "
            + "squared error)";
        return simplest == best ? $"{words}; nothing simpler comes within a standard error of it."
            : $"{words}; within a standard error of it and simpler: {simplest}, {RegressionText.Number(simplest.Error)}.";
    }

    /// <summary>What all rows pay for it: a model can be drawn to rare targets or to common ones.</summary>
    private static IEnumerable<string> Price(RegressionComparison comparison, RegressionPipeline best)
    {
        double All(string method) => comparison.Values(method, best.Regressor, RegressionMetrics.RootMeanSquared).Average();
        var (own, plain) = (All(best.Method), All(RegressionMethod.None.Name));
        if (own > plain)
            yield return $"Its price: over all rows, common ones too, its root mean squared error is {RegressionText.Number(own)}, that of "
                + $"{best.Regressor} on the rows as they are {RegressionText.Number(plain)}.";
    }

    private static string Answer(IGrouping<string, RegressionDifference> own)
    {
        var best = own.MinBy(d => d.Mean)!;
        var interval = best.Interval is { } i ? $" [{RegressionText.Signed(i.Lower)}, {RegressionText.Signed(i.Upper)}]" : "";
        return $"With {own.Key} the best method is {best.Method}: {RegressionText.Signed(best.Mean)}{interval} against the rows as they "
            + string.Create(CultureInfo.InvariantCulture, $"are with predictions corrected by a line, p = {best.PValue:G2} after Holm")
            + $" ({RegressionText.Outcome(best.Outcome)}).";
    }

    private static double StandardError(double[] values, double testShare) => values.Length < 2 ? 0
        : Math.Sqrt(Samples.Variance(values, 1) * ((1.0 / values.Length) + testShare));
}
