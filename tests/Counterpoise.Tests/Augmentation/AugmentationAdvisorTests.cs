using System.Text.Json;
using Counterpoise.Augmentation;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Augmentation;

public class AugmentationAdvisorTests
{
    private static readonly LogisticRegression Model = new(new LogisticRegressionOptions { Ridge = 1e-6 });
    private static readonly KNearestNeighbors Reference = new(new KNearestNeighborsOptions { K = 15 });
    private static readonly AugmentationOptions Quick = new() { PositiveShares = [0.5], Repeats = 1, Seed = 1 };

    [Fact]
    public void A_misspecified_score_gains_by_weights_and_nothing_more_by_synthetic_rows()
    {
        var (x, y) = GoldenSupport(new RandomStream(1, "simulation"), 2000);
        var report = new AugmentationAdvisor(Model, Reference, options: Quick).Advise(x, y);
        var effect = report.Effects.Single(e => e.Metric == "auroc");
        Assert.True(effect.Weight.Mean > 0.1, report.Summary);
        Assert.True(Math.Abs(effect.SyntheticPart.Mean) < 0.02, report.Summary);
        Assert.True(report.Misspecification.Interval.Lower > 0);
        Assert.Equal(AugmentationVerdict.ReweightingSuffices, report.Verdict);
        Assert.StartsWith("re-weighting suffices", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_well_specified_score_gains_nothing()
    {
        var total = 0.0;
        for (var seed = 0UL; seed < 3; seed++)
        {
            var (x, y) = Gaussians(new RandomStream(seed, "simulation"), 2000, 5);
            var report = new AugmentationAdvisor(Model, Reference, options: Quick).Advise(x, y);
            total += report.Effects.Single(e => e.Metric == "auroc").Total.Mean / 3;
            Assert.NotEqual(AugmentationVerdict.SyntheticHelps, report.Verdict);
        }

        Assert.True(Math.Abs(total) < 0.005, $"{total}");
    }

    [Fact]
    public void The_total_is_the_sum_of_its_parts_and_threads_change_nothing()
    {
        var (x, y) = Gaussians(new RandomStream(5), 200, 2);
        var options = new AugmentationOptions { Repeats = 2, PositiveShares = [0.2, 0.5], Threads = 1 };
        var report = new AugmentationAdvisor(Model, Reference, options: options).Advise(x, y);
        Assert.Equal(8, report.Effects.Count);
        Assert.All(report.Effects, e => Assert.Equal(e.Total.Mean, e.Weight.Mean + e.SyntheticPart.Mean, 1e-12));
        var json = JsonSerializer.Serialize(report);
        Assert.Equal(json, JsonSerializer.Serialize(new AugmentationAdvisor(Model, Reference, options: options with { Threads = 3 })
            .Advise(x, y)));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<AugmentationReport>(json)));
    }

    [Fact]
    public void Permuted_labels_are_hardly_ever_said_to_be_helped()
    {
        var helped = 0;
        for (var permutation = 0UL; permutation < 40; permutation++)
        {
            var random = new RandomStream(permutation, "permutation");
            var (x, y) = Gaussians(random, 160, 2);
            random.Shuffle<int>(y);
            var report = new AugmentationAdvisor(Model, Reference, options: Quick with { PositiveShares = [0.3, 0.5] }).Advise(x, y);
            if (report.Verdict == AugmentationVerdict.SyntheticHelps) helped++;
        }

        Assert.InRange(helped, 0, 2);
    }

    [Fact]
    public void Wide_intervals_are_undecided_and_say_how_many_positives_would_tell()
    {
        var (x, y) = Gaussians(new RandomStream(3, "undecided"), 160, 2);
        var report = new AugmentationAdvisor(Model, Model, options: Quick).Advise(x, y);
        Assert.Equal(AugmentationVerdict.Undecided, report.Verdict);
        Assert.True(report.PositivesNeeded > 15);
        Assert.Contains($"about {report.PositivesNeeded} positive rows instead of 15", report.Summary, StringComparison.Ordinal);
        Assert.True(report.IsWellSpecified);
        var certain = new AugmentationAdvisor(Model, Model, options: Quick with { Margin = 0.9 }).Advise(x, y);
        Assert.Equal(AugmentationVerdict.NoGainAboveMargin, certain.Verdict);
        Assert.Null(certain.PositivesNeeded);
    }

    [Fact]
    public void Copies_equal_weights_for_a_model_that_heeds_weights_as_rows()
    {
        // 20 of 200 rows are positive; a share of half makes each nine times.
        var (x, y) = Gaussians(new RandomStream(4), 200, 2);
        for (var i = 0; i < 20; i++) y[i] = 1;
        var report = new AugmentationAdvisor(new LogisticRegression(new LogisticRegressionOptions { Ridge = 1e-9 }), Reference,
            options: Quick with { Folds = 4 }).Advise(x, y);
        Assert.Equal(0, report.Copies.Mean, 1e-6);
    }

    [Fact]
    public void A_threshold_gives_decisions_what_synthetic_rows_give_them()
    {
        var (x, y) = Gaussians(new RandomStream(2, "simulation"), 2000, 5);
        var report = new AugmentationAdvisor(Model, Reference, options: Quick).Advise(x, y);
        var balanced = report.Decisions.Single(d => d.Metric == "balanced_accuracy");
        Assert.True(balanced.TunedThreshold > balanced.Raw + .1);
        Assert.Equal(balanced.PriorShift, balanced.Reweighted, .05);
        Assert.InRange(balanced.OverThreshold.Mean, -.05, .05);
    }

    [Fact]
    public void The_dose_of_each_fold_is_chosen_on_its_own_training_rows()
    {
        var (x, y) = Gaussians(new RandomStream(5), 300, 2);
        var report = new AugmentationAdvisor(Model, Reference, options: Quick with { PositiveShares = [.2, .4, .6] }).Advise(x, y);
        Assert.Equal(5, report.ChosenShares.Values.Sum());
        Assert.Contains(report.ChosenShare.ToString(System.Globalization.CultureInfo.InvariantCulture), report.ChosenShares.Keys);
        Assert.All(report.Chosen, e => Assert.Equal(e.Total.Mean, e.Weight.Mean + e.SyntheticPart.Mean, 1e-12));
    }

    [Fact]
    public void Few_positives_lower_the_folds_and_say_so()
    {
        var (x, y) = Gaussians(new RandomStream(5), 60, 2);
        Array.Fill(y, 0);
        (y[3], y[20], y[40]) = (1, 1, 1);
        var report = new AugmentationAdvisor(Model, Reference, strategy =>
            new Counterpoise.Resampling.RandomOverSampler(new() { Strategy = strategy }), Quick).Advise(x, y);
        Assert.Contains(report.Notes, n => n.Contains("folds lowered from 5 to 3", StringComparison.Ordinal));
        Assert.Null(report.Fidelity.TwoSampleAuroc);
        var smote = Assert.ThrowsAny<ArgumentException>(() => new AugmentationAdvisor(Model, Reference, options: Quick).Advise(x, y));
        Assert.Contains("SMOTE", smote.Message, StringComparison.Ordinal);
        y[3] = y[20] = 0;
        Assert.Throws<ArgumentException>(() => new AugmentationAdvisor(Model, Reference, options: Quick).Advise(x, y));
    }

    [Fact]
    public void Shares_below_the_datas_own_are_left_out_or_refused()
    {
        var (x, y) = Gaussians(new RandomStream(5), 100, 2);
        for (var i = 0; i < 40; i++) y[i] = 1;
        var report = new AugmentationAdvisor(Model, Reference, options: Quick with { PositiveShares = [0.1, 0.6] }).Advise(x, y);
        Assert.All(report.Effects, e => Assert.Equal(0.6, e.PositiveShare));
        Assert.NotEmpty(report.Notes);
        Assert.Throws<ArgumentException>(() => new AugmentationAdvisor(Model, Reference, options: Quick with { PositiveShares = [0.1] })
            .Advise(x, y));
    }

    [Fact]
    public void Wrong_options_and_missing_values_are_refused()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new AugmentationAdvisor(Model, Reference, options: new AugmentationOptions { Folds = 1, Repeats = 0, Metric = "accuracy",
            PositiveShares = [] }));
        Assert.Equal(4, fault.Faults.Count);
        var (x, y) = Gaussians(new RandomStream(5), 100, 2);
        x[4, 1] = double.NaN;
        Assert.Contains("row 4, column 1", Assert.ThrowsAny<ArgumentException>(() => new AugmentationAdvisor(Model, Reference).Advise(x, y))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_hardly_above_the_datas_own_adds_no_row_in_some_folds_and_takes_none_away()
    {
        var (x, y) = Gaussians(new RandomStream(5), 154, 2); // 15 of 154: the share of a fold lies on either side of .0975
        var report = new AugmentationAdvisor(Model, Reference, options: Quick with { PositiveShares = [0.0975] }).Advise(x, y);
        Assert.Equal(4, report.Effects.Count);
    }

    [Fact]
    public void Copies_of_true_rows_are_hardly_told_from_held_out_ones()
    {
        var (x, y) = Gaussians(new RandomStream(6), 200, 2);
        for (var i = 0; i < 60; i++) (y[i], x[i, 0]) = (1, x[i, 0] + 3);
        var copies = new AugmentationAdvisor(Model, Reference, strategy =>
            new Counterpoise.Resampling.RandomOverSampler(new() { Strategy = strategy }), Quick).Advise(x, y);
        Assert.InRange(copies.Fidelity.TwoSampleAuroc!.Value, 0.3, 0.75);
        Assert.InRange(copies.Fidelity.EnergyDistance!.Value, -0.1, 0.5);
    }

    [Fact]
    public void An_estimate_reads_well_also_when_it_rounds_to_zero() =>
        Assert.Equal("+0.000 [-0.012, +0.000]", new DifferenceEstimate(-1e-5, new Counterpoise.Statistics.Interval(-0.012, 1e-5, 0.95))
            .Text(3));

    /// <summary>Golden A's six points with a little noise, 5% positive.</summary>
    private static (DenseMatrix X, int[] Y) GoldenSupport(RandomStream random, int rows)
    {
        var g = OracleJson.Read("augmentation_advice.json");
        var (support, p1, p0) = (g.Rows("support"), g.Doubles("p1"), g.Doubles("p0"));
        var (x, y) = (new DenseMatrix(rows, 2), new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            y[i] = i < rows / 20 ? 1 : 0;
            var u = random.NextDouble();
            var at = 0;
            for (var p = y[i] == 1 ? p1 : p0; at < 5 && u >= p[at]; at++) u -= p[at];
            for (var j = 0; j < 2; j++) x[i, j] = support[at][j] + (0.1 * random.NextNormal());
        }

        return (x, y);
    }

    /// <summary>Two Gaussians of equal covariance, 5% (at least 15) positive.</summary>
    private static (DenseMatrix X, int[] Y) Gaussians(RandomStream random, int rows, int columns)
    {
        var (x, y) = (new DenseMatrix(rows, columns), new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            y[i] = i < Math.Max(15, rows / 20) ? 1 : 0;
            for (var j = 0; j < columns; j++) x[i, j] = random.NextNormal() + (0.6 * y[i]);
        }

        return (x, y);
    }
}
