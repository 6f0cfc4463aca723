using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// A group whose records enter the model. With few records it is non-centred, ln θ = μ + τ a; where its own fit is very narrow, that
/// would tie a to μ and τ, and it is written around its fit instead, ln θ = ln θ̂ + s a.
/// </summary>
/// <param name="Likelihood">−ln likelihood in (ln θ, ln β).</param>
/// <param name="Fit">The group's own fit where that is very narrow, else null.</param>
internal sealed record HierarchicalGroup(LocationScaleLikelihood Likelihood, ParametricCurve? Fit)
{
    // A fit whose standard errors are below these is as good as normal.
    private const double WellKnownMedian = 0.25;
    private const double WellKnownBeta = 0.35;

    // Around its fit a group is written only where that is far narrower than the groups' spread may be; else a funnel opens at small
    // spreads.
    private const double Narrow = 0.05;

    public static bool IsWellKnown(ParametricCurve curve) => curve.Covariance is { Dispersion: > 0 } c
        && Math.Sqrt(c.Median) < WellKnownMedian && Math.Sqrt(c.Dispersion) < WellKnownBeta;

    public static HierarchicalGroup From(FragilityRecords records, FragilityForm form)
    {
        var likelihood = new LocationScaleLikelihood(BinomialSample.From(records), form);
        var fit = records.Count == 0 ? null : TargetOnly.FitAnyhow(records, form).Curve;
        return new HierarchicalGroup(likelihood, fit is not null && IsNarrow(fit) ? fit : null);
    }

    private static bool IsNarrow(ParametricCurve curve) => curve.Covariance is { Dispersion: > 0 } c
        && Math.Sqrt(c.Median) < Narrow && Math.Sqrt(c.Dispersion) < Narrow;
}
