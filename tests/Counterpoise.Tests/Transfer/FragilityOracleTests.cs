using System.Text.Json;
using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Tests.Transfer;

/// <summary>Fits beside SciPy's direct minimisation of the same likelihoods (oracles/fragility.py).</summary>
public class FragilityOracleTests
{
    private static readonly JsonElement Oracle = OracleJson.Read("fragility.json");

    public static TheoryData<string, int> Fits => [.. from form in Enum.GetValues<FragilityForm>() from b in Enumerable.Range(0, 8)
        select (Key(form), b)];

    public static TheoryData<int> Forms => [0, 1, 2];

    [Fact]
    public void The_specification_s_maximum_likelihood_is_met()
    {
        var golden = Oracle.GetProperty("specification").GetProperty("frag");
        var records = new FragilityRecords("spec", golden.Doubles("im"), golden.Ints("n"), golden.Ints("k"));
        var fit = FragilityFit.Compute(records);
        Assert.Equal(golden.Double("theta"), fit.Curve.Median, 6);
        Assert.Equal(golden.Double("beta"), fit.Curve.Beta, 6);
        Assert.Equal(golden.Double("nll"), fit.NegativeLogLikelihood, 8);
        Assert.Equal(golden.Double("P_at_0p5"), fit.Curve.Probability(0.5), 7);
    }

    [Fact]
    public void The_specification_s_posterior_mode_is_met()
    {
        var (frag, map) = (Oracle.GetProperty("specification").GetProperty("frag"), Oracle.GetProperty("specification").GetProperty("map"));
        var records = FragilityRecords.FromOutcomes("target", map.Doubles("im"), map.Ints("y"));
        var alone = FragilityFit.Compute(records);
        Assert.Equal(map.Double("mle_theta"), alone.Curve.Median, 6);
        Assert.Equal(map.Double("mle_beta"), alone.Curve.Beta, 6);
        var posterior = FragilityFit.Compute(records, Posterior(frag.Double("theta"), frag.Double("beta"), 0.3));
        Assert.Equal(map.Double("theta"), posterior.Curve.Median, 6);
        Assert.Equal(map.Double("beta"), posterior.Curve.Beta, 6);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Eight_wood_frame_buildings_are_met_in_every_form(string form, int building)
    {
        var (records, expected) = Building(building, form);
        var fit = FragilityFit.Compute(records, new FragilityFitOptions { Form = Form(form) });
        Assert.Equal(expected.Double("theta"), fit.Curve.Median, 6);
        Assert.Equal(expected.Double("beta"), fit.Curve.Beta, 6);
        Assert.Equal(expected.Double("nll"), fit.NegativeLogLikelihood, 7);
        Assert.Equal(expected.Double("aic"), fit.Aic, 7);
        Assert.Empty(fit.Notes);
    }

    [Fact]
    public void The_published_fits_are_met_to_five_digits()
    {
        (double, double)[] published = [(1.21945, .31007), (3.14513, .30329), (2.38114, .57175), (4.44618, .39926), (.81251, .39807),
            (2.73047, .51742), (1.40707, .53282), (2.67118, .49057)];
        var found = Enumerable.Range(0, 8).Select(b => FragilityFit.Compute(Building(b, "lognormal").Records).Curve)
            .Select(c => (Math.Round(c.Median, 5), Math.Round(c.Beta, 5)));
        Assert.Equal(published, found);
    }

    [Theory]
    [InlineData(CovarianceKind.Observed, "observed")]
    [InlineData(CovarianceKind.Expected, "expected")]
    [InlineData(CovarianceKind.Sandwich, "sandwich")]
    [InlineData(CovarianceKind.ClusterRobust, "clustered")]
    public void Covariances_are_met_off_the_diagonal_too(CovarianceKind kind, string name)
    {
        for (var b = 0; b < 8; b++)
        {
            var (plain, expected) = Building(b, "lognormal");
            var records = new FragilityRecords(plain.Name, plain.Intensities, plain.Trials, plain.Failures,
                [.. Enumerable.Range(0, 16).Select(i => i / 2)]);
            var fit = FragilityFit.Compute(records, new FragilityFitOptions { Covariance = kind,
                SmallSampleFactor = kind == CovarianceKind.ClusterRobust });
            var values = expected.Doubles(name);
            AssertNear(values, [fit.Curve.Covariance!.Median, fit.Curve.Covariance.Cross, fit.Curve.Covariance.Cross,
                fit.Curve.Covariance.Dispersion], 2e-4);
        }
    }

    [Fact]
    public void The_public_tool_s_covariance_of_theta_and_beta_is_met()
    {
        var curve = FragilityFit.Compute(Building(0, "lognormal").Records).Curve;
        var (theta, cross, beta) = curve.Covariance!.InUnits(curve.Median, curve.Beta);
        Assert.Equal(.001268236, theta, 6);
        Assert.Equal(6.4495e-4, beta, 7);
        // The tool's own differences are good to two digits here.
        Assert.Equal(1.2346e-5, cross, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Firth_s_penalty_is_met(int which)
    {
        var expected = Oracle.GetProperty("firth")[which];
        var fit = FragilityFit.Compute(Records(expected), new FragilityFitOptions { Form = Form(expected),
            Estimator = FragilityEstimator.Firth });
        Assert.Equal(expected.Double("theta"), fit.Curve.Median, 5);
        Assert.Equal(expected.Double("beta"), fit.Curve.Beta, 5);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Ordered_states_are_met(int which)
    {
        var expected = Oracle.GetProperty("states")[which];
        var records = DamageStateRecords.FromOutcomes("s", expected.Doubles("intensities"), ["slight", "moderate", "heavy"],
            expected.Ints("reached"));
        var fit = OrderedStatesFit.Compute(records, Form(expected));
        AssertNear(expected.Doubles("thetas"), [.. fit.Curves.Select(c => c.Median)], 1e-6);
        Assert.All(fit.Curves, c => Assert.Equal(expected.Double("beta"), c.Beta, 5));
        Assert.Equal(expected.Double("nll"), fit.NegativeLogLikelihood, 7);
        var covariance = expected.Doubles("covariance");
        for (var j = 0; j < 3; j++)
            AssertNear([covariance[(4 * j) + j], covariance[(4 * j) + 3], covariance[15]],
                [fit.Curves[j].Covariance!.Median, fit.Curves[j].Covariance!.Cross, fit.Curves[j].Covariance!.Dispersion], 1e-3);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Censored_capacities_are_met(int which)
    {
        var expected = Oracle.GetProperty("capacities")[which];
        double[] upper = [.. expected.GetProperty("upper").EnumerateArray()
            .Select(v => v.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : v.GetDouble())];
        var fit = CapacityFit.Compute(new CapacityRecords("c", expected.Doubles("lower"), upper), Form(expected));
        AssertNear([expected.Double("theta"), expected.Double("beta"), expected.Double("nll")],
            [fit.Curve.Median, fit.Curve.Beta, fit.NegativeLogLikelihood], 1e-6);
        AssertNear(expected.Doubles("covariance"), [fit.Curve.Covariance!.Median, fit.Curve.Covariance.Cross, fit.Curve.Covariance.Cross,
            fit.Curve.Covariance.Dispersion], 1e-3);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Beta_binomial_counts_are_met(int which)
    {
        var expected = Oracle.GetProperty("overdispersed")[which];
        var fit = OverdispersedFit.Compute(Records(expected), Form(expected));
        AssertNear([expected.Double("theta"), expected.Double("beta"), expected.Double("rho"), expected.Double("log_likelihood")],
            [fit.Curve.Median, fit.Curve.Beta, fit.Correlation, fit.LogLikelihood], 1e-5);
        var covariance = expected.Doubles("covariance");
        AssertNear([covariance[0], covariance[1], covariance[4]],
            [fit.Curve.Covariance!.Median, fit.Curve.Covariance.Cross, fit.Curve.Covariance.Dispersion], 2e-3);
        Assert.InRange(fit.PValue, 1e-12, 0.05);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Covariates_are_met_with_their_covariances_and_priors(int which)
    {
        var expected = Oracle.GetProperty("covariates")[which];
        var failed = expected.Ints("failed");
        var records = new CovariateRecords("z", DenseMatrix.FromRows(expected.Rows("features")), ["ln im", "age", "span"],
            [.. Enumerable.Repeat(1, failed.Length)], failed, expected.Ints("events"));
        var fit = CovariateFit.Compute(records, new CovariateFitOptions { Form = Form(expected) });
        AssertNear(expected.Doubles("coefficients"), fit.Coefficients, 1e-6);
        AssertNear(expected.Doubles("observed"), fit.Covariance.Data, 1e-3);
        Assert.Equal(expected.Double("nll"), fit.NegativeLogLikelihood, 7);
        var clustered = CovariateFit.Compute(records, new CovariateFitOptions { Form = Form(expected),
            Covariance = CovarianceKind.ClusterRobust });
        AssertNear(expected.Doubles("clustered"), clustered.Covariance.Data, 1e-3);
        NormalPrior?[] priors = [.. expected.Doubles("prior_mean")
            .Zip(expected.Doubles("prior_deviation"), (m, d) => new NormalPrior(m, d))];
        var posterior = CovariateFit.Compute(records, new CovariateFitOptions { Form = Form(expected),
            Estimator = FragilityEstimator.MaximumAPosteriori, Priors = priors });
        AssertNear(expected.Doubles("posterior"), posterior.Coefficients, 1e-6);
    }

    [Fact]
    public void A_power_law_hazard_gives_the_closed_form()
    {
        var expected = Oracle.GetProperty("hazard");
        double k0 = expected.Double("k0"), k = expected.Double("k");
        double[] intensities = [.. Enumerable.Range(0, 120).Select(i => Math.Exp(-4 + (i * 0.07)))];
        var hazard = new HazardCurve(intensities, [.. intensities.Select(x => k0 * Math.Pow(x, -k))]);
        var frequency = hazard.Integrate(new ParametricCurve(expected.Double("theta"), expected.Double("beta")));
        Assert.Equal(1, frequency.Value / expected.Double("frequency"), 5);
        Assert.Null(frequency.Band);
    }

    internal static FragilityFitOptions Posterior(double theta, double beta, double deviation) => new()
    {
        Estimator = FragilityEstimator.MaximumAPosteriori, MedianPrior = new NormalPrior(Math.Log(theta), deviation),
            BetaPrior = new NormalPrior(Math.Log(beta), deviation),
    };

    internal static (FragilityRecords Records, JsonElement Expected) Building(int which, string form)
    {
        var frames = Oracle.GetProperty("wood_frame");
        var building = frames.GetProperty("buildings")[which];
        var records = new FragilityRecords(building.GetProperty("name").GetString()!, frames.Doubles("intensities"), frames.Ints("trials"),
            building.Ints("failures"));
        return (records, building.GetProperty("forms").GetProperty(form));
    }

    private static FragilityRecords Records(JsonElement e) => new("r", e.Doubles("intensities"), e.Ints("trials"), e.Ints("failures"));

    private static string Key(FragilityForm form) => JsonNamingPolicy.CamelCase.ConvertName(form.ToString());

    private static FragilityForm Form(string key) => Enum.Parse<FragilityForm>(key, ignoreCase: true);

    private static FragilityForm Form(JsonElement e) => Form(e.GetProperty("form").GetString()!);

    private static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> found, double tolerance)
    {
        Assert.Equal(expected.Count, found.Count);
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], found[i], tolerance * Math.Max(scale, Math.Abs(expected[i])));
    }
}
