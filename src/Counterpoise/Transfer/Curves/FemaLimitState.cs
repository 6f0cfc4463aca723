namespace Counterpoise.Transfer.Curves;

/// <summary>One limit state of a component as FEMA P-58 tools know it.</summary>
/// <param name="Median">θ in the unit of the demand, above 0.</param>
/// <param name="Dispersion">Dispersion of the lognormal curve, above 0.</param>
public sealed record FemaLimitState(double Median, double Dispersion)
{
    /// <summary>The limit state of a curve: its median, and its dispersion with or without what is not known of the median.</summary>
    /// <param name="curve">The curve; of another form than the lognormal, the lognormal curve of the same median and the same standard
    /// deviation of ln(capacity).</param>
    /// <param name="includeEpistemic">Whether the dispersion is the total one of <see cref="DispersionSplit"/>. Default true.</param>
    public static FemaLimitState From(IFragilityCurve curve, bool includeEpistemic = true)
    {
        var split = DispersionSplit.From(curve);
        return new FemaLimitState(curve.Median, includeEpistemic ? split.Total : split.Aleatory);
    }
}
