using Counterpoise.Transfer.Curves;

namespace Counterpoise.Tests.Transfer;

public class FragilityCurveTests
{
    [Fact]
    public void The_band_of_theta_and_beta_is_the_delta_method_by_hand()
    {
        var curve = new ParametricCurve(1, 0.5, covariance: new LogCovariance(0.04, 0, 0));
        // At θ, z = 0 ± 1.6449 · 0.2 / 0.5.
        var band = curve.Band(1, 0.9)!;
        Assert.Equal(FormFunction.Probability(FragilityForm.Lognormal, -1.6448536 * 0.4), band.Lower, 6);
        Assert.Equal(1 - band.Lower, band.Upper, 9);
        Assert.Equal(Math.Exp(1.6448536 * 0.2), curve.MedianInterval(0.9)!.Upper, 6);
        Assert.Null(new ParametricCurve(1, 0.5).Band(1));
    }

    [Fact]
    public void A_mixture_of_one_is_that_one_and_a_shift_moves_the_median()
    {
        var part = new ParametricCurve(0.8, 0.4);
        var mixture = new MixtureCurve([part], [1], logShift: 0.3);
        Assert.Equal(0.8 * Math.Exp(0.3), mixture.Median, 9);
        Assert.Equal(0.4, mixture.Dispersion, 9);
        Assert.Equal(part.Probability(1), mixture.Probability(Math.Exp(0.3)), 12);
        var two = new MixtureCurve([part, new ParametricCurve(1.6, 0.4)], [0.5, 0.5]);
        Assert.Equal(0.8 * Math.Sqrt(2), two.Median, 9);
        Assert.True(two.Dispersion > 0.4);
        Assert.Throws<ArgumentException>(() => new MixtureCurve([part], [0.9]));
    }

    [Fact]
    public void Draws_give_the_mean_probability_and_its_quantiles()
    {
        var curve = new PosteriorCurve([0, 0.2, -0.2, 0], [Math.Log(0.5), Math.Log(0.5), Math.Log(0.5), Math.Log(0.5)]);
        Assert.Equal(1, curve.Median, 12);
        Assert.Equal(0.5, curve.Probability(1), 12);
        Assert.InRange(curve.Band(1)!.Lower, 0.3, 0.5);
        Assert.Throws<ArgumentException>(() => new PosteriorCurve([0, 0], [0]));
    }

    [Fact]
    public void A_step_of_fragility_fails_as_often_as_its_intensity_is_exceeded()
    {
        var hazard = HazardCurve.FromReturnPeriods([0.1, 1, 10], [10, 100, 1000]);
        var frequency = hazard.Integrate(new ParametricCurve(1, 0.001));
        Assert.Equal(0.01, frequency.Value, 4);
        Assert.Equal(0.001 / frequency.Value, frequency.BeyondHazard, 6);
        Assert.Equal(1 - Math.Exp(-50 * frequency.Value), frequency.Probability50Years, 9);
        var beyond = hazard.Integrate(new ParametricCurve(100, 0.3, covariance: new LogCovariance(0.01, 0, 0.01)));
        Assert.InRange(beyond.Missing, 0.000999, 0.001);
        Assert.True(beyond.Band!.Lower <= beyond.Value && beyond.Value <= beyond.Band.Upper);
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 0.1, 0.01 })]
    [InlineData(new[] { 1.0, 2.0 }, new[] { 0.1, 0.1 })]
    [InlineData(new[] { 0.0, 2.0 }, new[] { 0.1, 0.01 })]
    [InlineData(new[] { 1.0, 2.0 }, new[] { double.NaN, 0.01 })]
    public void A_hazard_that_does_not_fall_is_refused(double[] intensities, double[] frequencies) =>
        Assert.Contains("point ", Assert.Throws<ArgumentException>(() => new HazardCurve(intensities, frequencies)).Message);

    [Fact]
    public void Dispersion_is_split_and_exported_as_the_tools_read_it()
    {
        var curve = new ParametricCurve(1.25, 0.3, covariance: new LogCovariance(0.16, 0, 0.01));
        Assert.Equal(new DispersionSplit(0.3, 0.4, 0.5), DispersionSplit.From(curve) with { Total = 0.5 });
        Assert.Equal(0.5, DispersionSplit.From(curve).Total, 12);
        var one = new FemaComponent("B1.Existing", [FemaLimitState.From(curve)]);
        var two = new FemaComponent("B2, old", [FemaLimitState.From(curve, includeEpistemic: false), new FemaLimitState(2.5, 0.25)]);
        Assert.Equal("ID,Incomplete,Demand-Type,Demand-Unit,Demand-Offset,Demand-Directional,"
            + "LS1-Family,LS1-Theta_0,LS1-Theta_1,LS1-DamageStateWeights,LS2-Family,LS2-Theta_0,LS2-Theta_1,LS2-DamageStateWeights\n"
            + """
            B1.Existing,0,Spectral Acceleration|1.0,g,0,0,lognormal,1.25,0.5,,,,,
            "B2, old",0,Spectral Acceleration|1.0,g,0,0,lognormal,1.25,0.3,,lognormal,2.5,0.25,

            """.ReplaceLineEndings("\n"), FemaFragilityFile.Render([one, two]));
        Assert.Contains("expected rising ones", Assert.Throws<ArgumentException>(() =>
            FemaFragilityFile.Render([two with { LimitStates = [new(2, 0.3), new(1, 0.3)] }])).Message);
    }

    [Fact]
    public void A_table_holds_what_was_asked_and_a_spread_shows_the_whole_curve()
    {
        var curve = new ParametricCurve(1, 0.4, covariance: new LogCovariance(0.01, 0, 0.01));
        var rows = FragilityTable.Compute(curve, [0.5, 1]);
        Assert.Equal([0.5, 1], rows.Select(r => r.Intensity));
        Assert.All(rows, r => Assert.True(r.Band!.Lower < r.Probability && r.Probability < r.Band.Upper));
        var spread = FragilityTable.Spread(curve);
        Assert.InRange(curve.Probability(spread[0]), 0, 0.002);
        Assert.InRange(curve.Probability(spread[^1]), 0.998, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.Probability(0));
    }
}
