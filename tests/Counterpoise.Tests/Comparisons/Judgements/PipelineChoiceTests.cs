using Counterpoise.Comparisons;
using Counterpoise.Verdicts;

namespace Counterpoise.Tests.Comparisons;

public class PipelineChoiceTests
{
    private const string Tuned = "tuned_geometric_mean";

    /// <summary>One data set of five folds; linear and trees, each with none, threshold (the models of none), weights and smote.</summary>
    private static Comparison Table(Func<string, string, int, double> outer, Func<string, string, int, InnerEstimate> inner) => new()
    {
        Title = "t",
        Created = new(2026, 1, 1),
        Pairing = Pairing.DataSets,
        Classifiers = ["linear", "trees"],
        Scenarios = [new() { Name = "churn", TestShare = 0.25 }],
        Methods =
        [
            new() { Name = "none", Label = "no resampling", IsControl = true, Level = MethodLevel.Plain },
            new() { Name = "threshold", Label = "tuned threshold", IsControl = true, Level = MethodLevel.Decision,
                Decision = DecisionRule.Tuned, ModelsOf = "none" },
            new() { Name = "weights", Label = "class weights", IsControl = true, Level = MethodLevel.Loss },
            new() { Name = "smote", Label = "SMOTE", Level = MethodLevel.Data },
        ],
        Cells = [.. from c in new[] { "linear", "trees" } from m in new[] { "none", "threshold", "weights", "smote" }
            from fold in Enumerable.Range(0, 5)
            let models = m == "threshold" ? "none" : m
            let tuned = outer(c, models, fold)
            select new ComparisonCell
            {
                Scenario = "churn", Method = m, Classifier = c, Seed = 0, Fold = fold, ConfigHash = $"{c}.{m}.{fold}",
                Metrics = new Dictionary<string, double> { [MetricNames.GeometricMean] = m == "none" ? tuned - 0.3 : tuned,
                    [Tuned] = tuned, [MetricNames.Auroc] = c == "trees" ? 0.9 : 0.8 },
                Inner = new Dictionary<string, InnerEstimate> { [Tuned] = inner(c, models, fold) },
            }],
    };

    private static double Level(string classifier, string method, int fold) =>
        (classifier == "trees" ? 0.88 : 0.8) + (method == "smote" ? 0.002 * Math.Sin(fold * 3) : method == "weights" ? -0.01 : 0)
            + (0.01 * Math.Sin(fold));

    [Fact]
    public void The_pipeline_to_take_is_chosen_on_inner_folds_and_its_estimate_comes_from_the_outer_ones()
    {
        var comparison = Table(Level, (c, m, fold) => new(Level(c, m, fold) + 0.03, 0.001));
        var verdict = Verdict.Of(comparison);
        var choice = verdict.Judgement.Pipeline!;
        Assert.Equal(("trees", "threshold", 5), (choice.Best.Classifier, choice.Best.Method, choice.Best.Folds));
        Assert.Equal(Enumerable.Range(0, 5).Average(f => Level("trees", "none", f)), choice.Best.Value, 12);
        Assert.Equal("Take trees with a tuned threshold. No gain over a tuned threshold.", verdict.Headline);
        Assert.Contains(verdict.Sentences, s => s.StartsWith("Pipeline: trees with a tuned threshold has G-mean 0.88",
            StringComparison.Ordinal));
        Assert.Contains(verdict.Sentences, s => s.Contains("AUROC shows no gain over no resampling", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gain_over_an_untuned_threshold_alone_is_none()
    {
        // SMOTE is 0.3 above no resampling at one half, and nothing above it under tuned thresholds.
        var verdict = Verdict.Of(Table(Level, (c, m, fold) => new(Level(c, m, fold), 0.001)));
        Assert.Equal((VerdictOutcome.NoGain, Tuned), (verdict.Outcome, verdict.Judgement.Primary.Metric));
        Assert.DoesNotContain("none", verdict.Judgement.Primary.Groups.SelectMany(g => g.Differences).Select(d => d.MethodB));
    }

    [Fact]
    public void No_row_judges_what_it_helped_to_choose()
    {
        // The inner folds of fold 0 alone prefer the linear model: its outer value counts there, though the trees are taken.
        var comparison = Table(Level, (c, m, fold) => new(Level(c, m, fold) + (fold == 0 && c == "linear" ? 0.2 : 0), 0.001));
        var choice = Verdict.Of(comparison).Judgement.Pipeline!;
        Assert.Equal(("trees", 4), (choice.Best.Classifier, choice.Best.Chosen));
        Assert.Equal(((4 * 0.88) + 0.8 + (0.01 * Enumerable.Range(0, 5).Sum(f => Math.Sin(f)))) / 5, choice.Best.Value, 12);
    }

    [Fact]
    public void The_simplest_within_one_standard_error_stands_beside_it()
    {
        var wide = Verdict.Of(Table(Level, (c, m, fold) => new(Level(c, m, fold), 0.1))).Judgement.Pipeline!;
        Assert.Equal(("linear", "threshold"), (wide.Simplest.Classifier, wide.Simplest.Method));
        var narrow = Verdict.Of(Table(Level, (c, m, fold) => new(Level(c, m, fold), 0.001))).Judgement.Pipeline!;
        Assert.Equal(("trees", "threshold"), (narrow.Simplest.Classifier, narrow.Simplest.Method));
    }

    [Fact]
    public void A_resampler_is_taken_where_its_gain_is_shown_and_only_there()
    {
        double Gain(string c, string m, int fold) => Level(c, m, fold) + (m == "smote" ? 0.05 : 0);
        var shown = Verdict.Of(Table(Gain, (c, m, fold) => new(Gain(c, m, fold), 0.001)));
        Assert.Equal("Take trees with SMOTE and a tuned threshold. Helps: G-mean +0.05 over a tuned threshold, 95% interval above 0.",
            shown.Headline);
        var chance = Verdict.Of(Table(Level, (c, m, fold) => new(Level(c, m, fold) + (m == "smote" ? 0.05 : 0), 0.001)));
        Assert.Equal(("threshold", "smote"), (chance.Judgement.Pipeline!.Best.Method, chance.Judgement.Pipeline.Ahead!.Method));
        Assert.Contains(chance.Sentences, s => s.StartsWith("Ahead on the inner folds by +0.05", StringComparison.Ordinal)
            && s.Contains("trees with SMOTE and a tuned threshold", StringComparison.Ordinal));
    }

    [Fact]
    public void Weak_classifiers_do_not_carry_a_method_to_the_headline()
    {
        // SMOTE lifts the linear model by 0.06 and the trees, which are taken, by nothing.
        double Lifted(string c, string m, int fold) => Level(c, m, fold) + (m == "smote" && c == "linear" ? 0.06 : 0);
        var verdict = Verdict.Of(Table(Lifted, (c, m, fold) => new(Lifted(c, m, fold), 0.001)));
        Assert.Equal("Take trees with a tuned threshold. No gain over a tuned threshold.", verdict.Headline);
        Assert.Contains(verdict.Sentences, s => s.StartsWith("By classifier: linear gains from SMOTE", StringComparison.Ordinal));
    }

    [Fact]
    public void Cells_keep_their_inner_estimates_in_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            var comparison = Table(Level, (c, m, fold) => new(Level(c, m, fold), fold == 0 ? double.NaN : 0.01)) is var t
                ? t with { Cells = [.. t.Cells.Select(c => c with { TunedConfusion = new Dictionary<string,
                    int[][]> { [MetricNames.GeometricMean] = [[1, 2], [3, 4]] } })] } : null!;
            comparison.Save(path);
            var loaded = Comparison.Load(path);
            Assert.Equal(comparison.Sorted().Cells[3].Inner![Tuned], loaded.Cells[3].Inner![Tuned]);
            Assert.Equal([3, 4], loaded.Cells[0].TunedConfusion![MetricNames.GeometricMean][1]);
            Assert.Equal(Verdict.Of(comparison).Headline, Verdict.Of(loaded).Headline);
            Assert.Equal(Math.Sqrt(1.0 / 3 * (4.0 / 7)), ComparisonAnalysis.Pooled(loaded, MetricNames.GeometricMean, "trees",
                "none")!.Value, 12);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
