namespace Counterpoise.Transfer.Curves;

/// <summary>
/// Dispersion by its origin: what differs from structure to structure and from motion to motion (aleatory, the curve's own β), what
/// is not known of the median (epistemic), and both, √(aleatory² + epistemic²), as FEMA P-58 combines them.
/// </summary>
/// <param name="Aleatory">The curve's own dispersion.</param>
/// <param name="Epistemic">Standard deviation of the estimate of ln θ; NaN where nothing is known of it.</param>
/// <param name="Total">Both together; the aleatory alone where nothing is known of the other.</param>
/// <remarks>Reference: FEMA P-58-1, "Seismic performance assessment of buildings", 2018, section 3.8 and appendix H.</remarks>
public sealed record DispersionSplit(double Aleatory, double Epistemic, double Total)
{
    /// <summary>Splits the dispersion of a curve.</summary>
    /// <param name="curve">The curve.</param>
    public static DispersionSplit From(IFragilityCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var (own, median) = (curve.Dispersion, curve.MedianDeviation);
        return new DispersionSplit(own, median, double.IsNaN(median) ? own : Math.Sqrt((own * own) + (median * median)));
    }
}
