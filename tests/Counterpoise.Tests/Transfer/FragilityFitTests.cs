using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Tests.Transfer;

public class FragilityFitTests
{
    private static readonly double[] FourStripes = [0.25, 0.5, 1, 2];

    [Fact]
    public void By_hand_two_stripes_fix_the_curve()
    {
        // Two counts, two parameters: the curve goes through both shares. Φ(−1) = 0.1587, so 1 of 2 at 1 and Φ(1) at e.
        var records = new FragilityRecords("two", [1, Math.E], [2000, 10000], [1000, 8413]);
        var fit = FragilityFit.Compute(records);
        Assert.Equal(1, fit.Curve.Median, 6);
        Assert.Equal(1, fit.Curve.Beta, 3);
        Assert.Equal(0.8413, fit.Curve.Probability(Math.E), 6);
    }

    [Theory]
    [InlineData(FragilityForm.Lognormal)]
    [InlineData(FragilityForm.LogLogistic)]
    [InlineData(FragilityForm.Weibull)]
    public void Theta_is_the_median_and_probabilities_rise_from_0_to_1(FragilityForm form)
    {
        var curve = new ParametricCurve(0.7, 0.4, form);
        Assert.Equal(0.5, curve.Probability(0.7), 12);
        double[] p = [.. Enumerable.Range(-40, 81).Select(i => curve.Probability(0.7 * Math.Exp(i * 0.1)))];
        Assert.Equal(p.Order(), p);
        Assert.InRange(p[0], 0, 1e-3);
        Assert.InRange(p[^1], 0.999, 1);
        Assert.Equal(0.3, FormFunction.Probability(form, FormFunction.Quantile(form, 0.3)), 10);
    }

    [Theory]
    [InlineData(FragilityForm.Lognormal)]
    [InlineData(FragilityForm.LogLogistic)]
    [InlineData(FragilityForm.Weibull)]
    public void Logarithms_of_tails_keep_their_derivatives_far_out(FragilityForm form)
    {
        foreach (var z in new[] { -30.0, -19.99, -8, -1, -1e-7, 0, 0.5, 3, 4.9 })
        {
            foreach (var function in new Func<double, (double Value, double First,
                double Second)>[] { v => FormFunction.LogProbability(form, v), v => FormFunction.LogSurvival(form, v),
                v => FormFunction.LogDensity(form, v) })
            {
                const double h = 1e-5;
                var (value, first, second) = function(z);
                Assert.True(double.IsFinite(value));
                Assert.Equal((function(z + h).Value - function(z - h).Value) / (2 * h), first, 1e-6 * Math.Max(1, Math.Abs(first)));
                Assert.Equal((function(z + h).First - function(z - h).First) / (2 * h), second, 1e-5 * Math.Max(1, Math.Abs(second)));
            }
        }
    }

    [Fact]
    public void One_structure_a_record_gives_the_fit_of_the_counts()
    {
        var records = new FragilityRecords("r", FourStripes, [10, 10, 10, 10], [0, 2, 6, 9]);
        var (single, origins) = records.PerStructure();
        Assert.Equal(40, single.Count);
        Assert.Equal([0, 1, 2, 3], origins.Distinct());
        var (a, b) = (FragilityFit.Compute(records), FragilityFit.Compute(single));
        Assert.Equal(a.Curve.Median, b.Curve.Median, 9);
        Assert.Equal(a.Curve.Beta, b.Curve.Beta, 9);
        Assert.Equal(a.NegativeLogLikelihood, b.NegativeLogLikelihood, 9);
    }

    [Fact]
    public void A_unit_of_intensity_scales_theta_and_leaves_beta()
    {
        var random = new RandomStream(3, "scale");
        for (var i = 0; i < 20; i++)
        {
            int[] failures = [.. FourStripes.Select((_, s) => Math.Min(10, (3 * s) + (int)random.NextInteger(2)))];
            var factor = Math.Exp(random.NextNormal() * 2);
            var one = FragilityFit.Compute(new FragilityRecords("r", FourStripes, [10, 10, 10, 10], failures)).Curve;
            var other = FragilityFit.Compute(new FragilityRecords("r", [.. FourStripes.Select(x => x * factor)], [10, 10, 10, 10],
                failures)).Curve;
            Assert.Equal(1, other.Median / one.Median / factor, 8);
            Assert.Equal(one.Beta, other.Beta, 8);
        }
    }

    [Theory]
    [InlineData(0.0, "intensity 0")]
    [InlineData(-1.0, "intensity -1")]
    [InlineData(double.NaN, "intensity NaN")]
    [InlineData(double.PositiveInfinity, "intensity Infinity")]
    public void An_intensity_that_has_no_logarithm_is_refused_with_its_record(double intensity, string found)
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() => new FragilityRecords("bridge", [1, intensity], [1, 1], [0, 1]));
        Assert.Contains("bridge, row 1", fault.Message);
        Assert.Contains(found, fault.Message);
    }

    [Fact]
    public void Counts_out_of_range_are_refused()
    {
        Assert.Contains("4 failures of 3 exposed", Assert.ThrowsAny<ArgumentException>(() => new FragilityRecords("r", [1], [3], [4]))
            .Message);
        Assert.Contains("-1 failures", Assert.ThrowsAny<ArgumentException>(() => new FragilityRecords("r", [1], [3], [-1])).Message);
        Assert.Contains("0 exposed", Assert.ThrowsAny<ArgumentException>(() => new FragilityRecords("r", [1], [0], [0])).Message);
        Assert.Contains("2 intensities, 1 exposed", Assert.ThrowsAny<ArgumentException>(() => new FragilityRecords("r", [1, 2], [1], [0]))
            .Message);
        Assert.Contains("no record", Assert.Throws<ArgumentException>(() => FragilityFit.Compute(new FragilityRecords("r", [], [], [])))
            .Message);
    }

    [Theory]
    [InlineData(0, FragilityFlag.NoFailures)]
    [InlineData(5, FragilityFlag.OnlyFailures)]
    public void Without_both_outcomes_likelihood_is_refused_and_prior_and_penalty_are_flagged(int failures, FragilityFlag flag)
    {
        var records = new FragilityRecords("r", FourStripes, [5, 5, 5, 5], [failures, failures, failures, failures]);
        Assert.Contains("the likelihood has no maximum", Assert.ThrowsAny<ArgumentException>(() => FragilityFit.Compute(records)).Message);
        var posterior = FragilityFit.Compute(records, FragilityOracleTests.Posterior(1, 0.4, 0.5));
        Assert.True(posterior.Has(flag));
        Assert.Equal(failures == 0, posterior.Curve.Median > 1);
        var firth = FragilityFit.Compute(records, new FragilityFitOptions { Estimator = FragilityEstimator.Firth });
        Assert.True(firth.Has(flag));
        Assert.True(double.IsFinite(firth.Curve.Median));
        Assert.Equal(failures == 0, firth.Curve.Probability(0.7) < 0.5);
    }

    [Fact]
    public void Separated_records_hold_beta_at_its_bound_and_say_so()
    {
        var records = new FragilityRecords("r", FourStripes, [5, 5, 5, 5], [0, 0, 5, 5]);
        var fit = FragilityFit.Compute(records);
        Assert.True(fit.Has(FragilityFlag.Separated));
        Assert.True(fit.Has(FragilityFlag.BetaAtLowerBound));
        Assert.Equal(0.05, fit.Curve.Beta, 12);
        Assert.InRange(fit.Curve.Median, 0.5, 1);
        Assert.Equal(0, fit.Curve.Covariance!.Dispersion);
        Assert.Equal(0.2, FragilityFit.Compute(records, new FragilityFitOptions { MinimumBeta = 0.2 }).Curve.Beta, 12);
        var firth = FragilityFit.Compute(records, new FragilityFitOptions { Estimator = FragilityEstimator.Firth });
        Assert.InRange(firth.Curve.Beta, 0.05, 0.5);
    }

    [Fact]
    public void Failures_that_fall_with_intensity_hold_beta_at_the_upper_bound()
    {
        var fit = FragilityFit.Compute(new FragilityRecords("r", FourStripes, [5, 5, 5, 5], [4, 3, 2, 1]));
        Assert.True(fit.Has(FragilityFlag.BetaAtUpperBound));
        Assert.Equal(5, fit.Curve.Beta, 12);
        Assert.True(FragilityFit.Compute(new FragilityRecords("r", [1, 1, 1], [5, 5, 5], [1, 2, 3])).Has(FragilityFlag.BetaAtUpperBound));
        Assert.True(FragilityFit.Compute(new FragilityRecords("r", [1, 2], [5, 5], [5, 0])).Has(FragilityFlag.Separated));
    }

    [Fact]
    public void A_weight_on_failures_is_taken_back_exactly_in_the_logit_form_and_refused_elsewhere()
    {
        // The true curve is logit: weighted and corrected estimates agree in the limit; on exact shares they agree at once.
        double[] x = [.. Enumerable.Range(0, 9).Select(i => Math.Exp((i - 4) * 0.3))];
        const int n = 2_000_000;
        int[] failures = [.. x.Select(v => (int)Math.Round(n / (1 + Math.Exp(-Math.Log(v / 1.1) / 0.3))))];
        var records = new FragilityRecords("r", x, [.. x.Select(_ => n)], failures);
        var options = new FragilityFitOptions { Form = FragilityForm.LogLogistic, Covariance = CovarianceKind.Sandwich };
        var (plain, weighted) = (FragilityFit.Compute(records, options), FragilityFit.Compute(records, options with { FailureWeight = 8 }));
        Assert.Equal(plain.Curve.Median, weighted.Curve.Median, 5);
        Assert.Equal(1.1, weighted.Curve.Median, 5);
        Assert.Equal(plain.Curve.Beta, weighted.Curve.Beta, 5);
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            FragilityFit.Compute(records, new FragilityFitOptions { FailureWeight = 2 }));
        Assert.Equal(2, fault.Faults.Count);
    }

    [Fact]
    public void Options_name_every_fault()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new FragilityFitOptions { MinimumBeta = 0, FailureWeight = -1, Estimator = FragilityEstimator.MaximumAPosteriori }.Validate());
        Assert.Equal(6, fault.Faults.Count);
        Assert.Contains("cluster-robust", Assert.Throws<ArgumentException>(() =>
            FragilityFit.Compute(new FragilityRecords("r", FourStripes, [5, 5, 5, 5], [0, 1, 3, 5]),
                new FragilityFitOptions { Covariance = CovarianceKind.ClusterRobust })).Message);
        Assert.Contains("more than 2 independent", Assert.Throws<ArgumentException>(() =>
            FragilityFit.Compute(new FragilityRecords("r", [1, 2], [5, 5], [1, 4]),
                new FragilityFitOptions { Covariance = CovarianceKind.Sandwich })).Message);
    }

    [Fact]
    public void Repeating_every_record_in_an_event_leaves_the_cluster_robust_covariance_where_the_sandwich_halves()
    {
        double[] x = [.. Enumerable.Range(0, 12).Select(i => 0.3 * Math.Pow(1.25, i))];
        int[] failures = [0, 0, 1, 1, 2, 5, 4, 6, 8, 7, 9, 10], events = [.. Enumerable.Range(0, 12)];
        var once = new FragilityRecords("r", x, [.. x.Select(_ => 10)], failures, events);
        var twice = new FragilityRecords("r", [.. x, .. x], [.. once.Trials, .. once.Trials], [.. failures, .. failures],
            [.. events, .. events]);
        double Variance(FragilityRecords records, CovarianceKind kind) =>
            FragilityFit.Compute(records, new FragilityFitOptions { Covariance = kind, SmallSampleFactor = false })
            .Curve.Covariance!.Median;
        Assert.Equal(1, Variance(twice, CovarianceKind.ClusterRobust) / Variance(once, CovarianceKind.ClusterRobust), 6);
        Assert.Equal(0.5, Variance(twice, CovarianceKind.Sandwich) / Variance(once, CovarianceKind.Sandwich), 6);
    }

    [Fact]
    public void Curves_of_ordered_states_never_cross_whatever_the_counts()
    {
        var random = new RandomStream(8, "states");
        for (var i = 0; i < 25; i++)
        {
            double[] x = [.. Enumerable.Range(0, 30).Select(_ => Math.Exp(random.NextNormal()))];
            int[] reached = [.. x.Select(v => Math.Clamp((int)Math.Round((Math.Log(v) * 1.5) + 1.5 + random.NextNormal()), 0, 3))];
            reached[0] = 0;
            (reached[1], reached[2], reached[3]) = (1, 2, 3);
            var fit = OrderedStatesFit.Compute(DamageStateRecords.FromOutcomes("s", x, ["slight", "moderate", "heavy"], reached));
            Assert.True(fit.Curves[0].Median < fit.Curves[1].Median && fit.Curves[1].Median < fit.Curves[2].Median);
            Assert.Single(fit.Curves.Select(c => c.Beta).Distinct());
            foreach (var at in new[] { 0.01, 0.3, 1, 3, 50 }) Assert.True(fit.Curves[0].Probability(at) >= fit.Curves[1].Probability(at)
                && fit.Curves[1].Probability(at) >= fit.Curves[2].Probability(at));
        }
    }

    [Fact]
    public void Two_states_are_the_plain_fit_and_bad_states_are_refused()
    {
        int[] failures = [0, 2, 6, 9];
        var plain = FragilityFit.Compute(new FragilityRecords("r", FourStripes, [10, 10, 10, 10], failures));
        var states = OrderedStatesFit.Compute(new DamageStateRecords("r", FourStripes, ["failed"],
            [.. failures.Select(k => new[] { 10 - k, k })]));
        Assert.Equal(plain.Curve.Median, states.Curves[0].Median, 7);
        Assert.Equal(plain.Curve.Beta, states.Curves[0].Beta, 7);
        Assert.Equal(plain.NegativeLogLikelihood, states.NegativeLogLikelihood, 8);
        Assert.Contains("'heavy'", Assert.ThrowsAny<ArgumentException>(() =>
            new DamageStateRecords("r", [1, 2], ["slight", "heavy"], [[3, 1, 0], [1, 3, 0]])).Message);
        Assert.Contains("does not become heavier", Assert.ThrowsAny<ArgumentException>(() =>
            OrderedStatesFit.Compute(new DamageStateRecords("r", [1, 2, 3], ["slight"], [[1, 9], [5, 5], [9, 1]]))).Message);
        Assert.Contains("state 3", Assert.ThrowsAny<ArgumentException>(() => DamageStateRecords.FromOutcomes("r", [1], ["a", "b"], [3]))
            .Message);
        var parted = OrderedStatesFit.Compute(new DamageStateRecords("r", [1, 2, 4], ["slight", "heavy"],
            [[9, 0, 0], [0, 9, 0], [0, 0, 9]]));
        Assert.Equal(FragilityFlag.BetaAtLowerBound, Assert.Single(parted.Notes, n => n.Flag == FragilityFlag.BetaAtLowerBound).Flag);
        Assert.Equal(0.05, parted.Curves[1].Beta, 12);
    }

    [Fact]
    public void Exact_capacities_give_the_mean_and_deviation_of_their_logarithms()
    {
        double[] capacities = [0.5, 0.8, 1.1, 1.3, 2.2];
        var logs = capacities.Select(c => Math.Log(c)).ToArray();
        var fit = CapacityFit.Compute(CapacityRecords.FromRightCensored("c", capacities, [false, false, false, false, false]));
        Assert.Equal(Math.Exp(logs.Average()), fit.Curve.Median, 8);
        Assert.Equal(Math.Sqrt(logs.Average(v => (v - logs.Average()) * (v - logs.Average()))), fit.Curve.Beta, 8);
        var censored = CapacityFit.Compute(CapacityRecords.FromRightCensored("c", capacities, [false, false, false, false, true]));
        Assert.Equal(1, censored.Censored);
        Assert.True(censored.Curve.Median > fit.Curve.Median);
        Assert.Contains("no maximum", Assert.Throws<ArgumentException>(() =>
            CapacityFit.Compute(CapacityRecords.FromRightCensored("c", [1, 1, 1], [false, false, false]))).Message);
        Assert.Contains("at least one end", Assert.Throws<ArgumentException>(() =>
            new CapacityRecords("c", [0, 1], [double.PositiveInfinity, 1])).Message);
    }

    [Fact]
    public void Counts_that_spread_no_wider_than_the_binomial_say_so()
    {
        var fit = OverdispersedFit.Compute(FragilityOracleTests.Building(0, "lognormal").Records);
        Assert.Equal(0, fit.Correlation);
        Assert.Contains(fit.Notes, n => n.Flag == FragilityFlag.NoOverdispersion);
        Assert.Contains("one structure", Assert.Throws<ArgumentException>(() =>
            OverdispersedFit.Compute(FragilityRecords.FromOutcomes("r", [1, 2, 1, 2], [0, 1, 1, 0]))).Message);
    }

    [Fact]
    public void Forms_are_compared_by_aic_and_by_leaving_out()
    {
        var rows = FormComparison.Compute(FragilityOracleTests.Building(4, "lognormal").Records);
        Assert.Equal(3, rows.Count);
        Assert.Equal(FragilityForm.Lognormal, rows[0].Form);
        Assert.True(rows[0].LeaveOneOut < rows[2].LeaveOneOut);
        Assert.Equal(rows.Select(r => r.Fit.Aic).Order(), rows.Select(r => r.Fit.Aic));
    }

    [Fact]
    public void Covariates_without_a_maximum_are_refused_and_penalised_ones_are_not()
    {
        var features = DenseMatrix.FromRows([-1.0], [-0.5], [0.2], [0.6], [1]);
        var records = new CovariateRecords("z", features, ["ln im"], [1, 1, 1, 1, 1], [0, 0, 0, 1, 1]);
        Assert.Contains("the likelihood has no maximum", Assert.ThrowsAny<ArgumentException>(() => CovariateFit.Compute(records)).Message);
        var firth = CovariateFit.Compute(records, new CovariateFitOptions { Estimator = FragilityEstimator.Firth });
        Assert.InRange(firth.Coefficients[1], 0.1, 20);
        Assert.Contains("'ln im' is NaN".Replace("'", "", StringComparison.Ordinal), Assert.ThrowsAny<ArgumentException>(() =>
            new CovariateRecords("z", DenseMatrix.FromRows([double.NaN]), ["ln im"], [1], [0])).Message);
        Assert.Contains("5 responses are above", Assert.ThrowsAny<ArgumentException>(() =>
            CovariateRecords.FromResponses("z", features, ["ln im"], [1, 2, 3, 4, 5], 0)).Message);
    }

    [Fact]
    public void A_covariate_fit_of_ln_intensity_is_the_curve()
    {
        var plain = new FragilityRecords("r", FourStripes, [10, 10, 10, 10], [0, 2, 6, 9]);
        var fit = CovariateFit.Compute(new CovariateRecords("r", new DenseMatrix(4, 1, [.. FourStripes.Select(x => Math.Log(x))]),
            ["ln im"], plain.Trials, plain.Failures));
        var (curve, expected) = (fit.CurveAt("ln im", [0]), FragilityFit.Compute(plain).Curve);
        Assert.Equal(expected.Median, curve.Median, 8);
        Assert.Equal(expected.Beta, curve.Beta, 8);
        Assert.Equal(expected.Covariance!.Median, curve.Covariance!.Median, 8);
        Assert.Equal(expected.Covariance.Cross, curve.Covariance.Cross, 8);
        Assert.Equal(expected.Covariance.Dispersion, curve.Covariance.Dispersion, 8);
        var band = fit.Band([Math.Log(0.9)]);
        Assert.Equal(expected.Band(0.9)!.Lower, band.Lower, 8);
        Assert.Equal(expected.Band(0.9)!.Upper, band.Upper, 8);
    }
}
