using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.References;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>Reference-fitted detectors against golden numbers and by hand.</summary>
public class ReferenceDetectorTests
{
    [Fact]
    public void Index_is_that_of_the_reference() =>
        Assert.Equal(OracleJson.Read("drift.json").Double("psi"),
            PopulationStability.Index([100, 150, 200, 250, 300], [80, 120, 210, 280, 310]), 13);

    [Fact]
    public void An_empty_bin_counts_as_one_in_ten_thousand()
    {
        var e = .0001 / 1.0001;
        Assert.Equal(((.5 - e) * Math.Log(.5 / e)) + ((.5 - (1 / 1.0001)) * Math.Log(.5 * 1.0001)),
            PopulationStability.Index([0, 100], [50, 50]), 12);
        Assert.Equal(PopulationStability.Index([100, 200], [150, 150]), PopulationStability.Index([100, 0, 200], [150, 0, 150]), 14);
    }

    [Fact]
    public void Index_without_drift_is_near_its_known_bias()
    {
        var indices = Enumerable.Range(0, 40).Select(w => new PopulationStability().Fit(SampledWindows.Make(500, (ulong)w))
            .Examine(SampledWindows.Make(500, 1000 + (ulong)w))[1].Statistic);
        Assert.InRange(indices.Average(), .030, .043);
    }

    [Fact]
    public void A_small_window_is_no_drift_by_the_bias_alone()
    {
        var findings = Enumerable.Range(0, 20).Select(w => new PopulationStability().Fit(SampledWindows.Make(500, 1))
            .Examine(SampledWindows.Make(40, 50 + (ulong)w), .001)[1]).ToList();
        Assert.Contains(findings, f => f.Statistic > .25);
        Assert.DoesNotContain(findings, f => f.Level == DriftLevel.Drift);
    }

    [Fact]
    public void A_category_that_is_new_has_a_bin_of_its_own()
    {
        var table = Colours(["red", "blue"]);
        var reference = DriftWindow.FromTable(table);
        var finding = new PopulationStability().Fit(reference)
            .Examine(DriftWindow.FromTable(Colours(["red", "green"]), reference: table))[0];
        Assert.Equal(DriftLevel.Drift, finding.Level);
        Assert.Equal(DriftLevel.Drift, new ChiSquaredDetector().Fit(reference)
            .Examine(DriftWindow.FromTable(Colours(["blue", "green"]), reference: table))[0].Level);
        Assert.Throws<ArgumentException>(() => DriftWindow.FromTable(Colours(["red"]).Without("colour"), reference: table));
    }

    [Fact]
    public void Class_stability_sees_a_minority_move_that_the_columns_hide()
    {
        var (reference, window) = (SampledWindows.Make(2000, 1, prior: .03), SampledWindows.Make(2000, 2, prior: .03));
        for (var i = 0; i < window.Rows; i++)
            if (window.Labels![i] == 1) window.Features[i, 1] += 2;
        Assert.NotEqual(DriftLevel.Drift, new PopulationStability().Fit(reference).Examine(window, .001)[1].Level);
        var findings = new ClassStability().Fit(reference).Examine(window, .001);
        Assert.Equal(DriftLevel.Drift, findings.Single(f => f.Subject == "b | yes").Level);
        Assert.Equal(DriftLevel.Stable, findings.Single(f => f.Subject == "b | no").Level);
    }

    [Fact]
    public void Prior_shift_finds_the_shares_of_unlabelled_rows()
    {
        var window = SampledWindows.Make(4000, 5, prior: .6);
        var shares = PriorShift.Estimate(window.Probabilities, [.7, .3]);
        Assert.Equal(1, shares.Sum(), 12);
        Assert.InRange(shares[1], .57, .63);
        Assert.Equal(DriftLevel.Drift, new PriorShift().Fit(SampledWindows.Make(2000, 6)).Examine(window, .001)[0].Level);
    }

    [Fact]
    public void Prior_shift_by_hand_for_probabilities_that_are_sure()
    {
        // Probabilities of 0 and 1 are counts: one step of the iteration is the answer.
        var shares = PriorShift.Estimate([1, 0, 1, 0, 1, 0, 0, 1], [.5, .5]);
        Assert.Equal(.75, shares[0], 12);
        Assert.Throws<ArgumentException>(() => PriorShift.Estimate([1, 0], [1, 0]));
        Assert.Throws<ArgumentException>(() => PriorShift.Estimate([], [.5, .5]));
    }

    [Fact]
    public void Discrepancy_sees_columns_that_go_together_in_another_way()
    {
        DriftWindow Pair(ulong seed, double sign)
        {
            var window = SampledWindows.Make(300, seed, prior: 0);
            for (var i = 0; i < window.Rows; i++) window.Features[i, 1] = (sign * window.Features[i, 0]) + (.3 * window.Features[i, 1]);
            return window;
        }

        Assert.All(new KolmogorovSmirnovDetector().Fit(Pair(1, 1)).Examine(Pair(2, -1), .001).Take(2),
            f => Assert.Equal(DriftLevel.Stable, f.Level));
        Assert.Equal(DriftLevel.Drift, new MeanDiscrepancy().Fit(Pair(1, 1)).Examine(Pair(2, -1), .001)[0].Level);
    }

    [Fact]
    public void Discrepancy_of_four_rows_is_that_by_hand()
    {
        // Rows 0, 1 against 2, 3 with k = .5 within the first, .25 within the second and .1 across.
        double[] kernel = [1, .5, .1, .1, .5, 1, .1, .1, .1, .1, 1, .25, .1, .1, .25, 1];
        Assert.Equal(.5 + .25 - .2, MeanDiscrepancy.Statistic(kernel, [0, 1, 2, 3], 2), 14);
    }

    [Fact]
    public void A_chance_of_five_percent_spent_over_windows_is_five_percent_of_all()
    {
        var level = new AlphaSpending { Total = .05, Windows = 200 }.PerWindow();
        Assert.Equal(.05, 1 - Math.Pow(1 - level, 200), 12);
        Assert.Throws<Counterpoise.Options.InvalidOptionsException>(() => new AlphaSpending { Windows = 0 }.PerWindow());
    }

    [Fact]
    public void Inconsistent_windows_are_refused_with_the_row()
    {
        Assert.Throws<ArgumentException>(() => (SampledWindows.Make(40, 1) with { Labels = new int[3] }).Validate());
        var window = SampledWindows.Make(40, 1);
        window.Features[7, 2] = .5;
        Assert.Contains("row 7", Assert.Throws<ArgumentException>(window.Validate).Message);
        window.Features[7, 2] = 0;
        window.Labels![9] = 2;
        Assert.Contains("row 9", Assert.Throws<ArgumentException>(window.Validate).Message);
        Assert.Throws<InvalidDataException>(() => DriftWindow.Load(new MemoryStream("{\"Rows\":3}"u8.ToArray())));
        Assert.Throws<InvalidDataException>(() => DriftWindow.Load(new MemoryStream("nonsense"u8.ToArray())));
    }

    private static Table Colours(string[] names) => new([
        CategoricalColumn.FromValues("colour", [.. Enumerable.Range(0, 200).Select(i => names[i % names.Length])]),
        new NumericColumn("size", [.. Enumerable.Range(0, 200).Select(i => (double)i)])]);
}
