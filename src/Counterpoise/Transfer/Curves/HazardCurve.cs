using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// How often a year each intensity is exceeded. Between its points the curve is a straight line in logarithms (a power law), as
/// hazard curves are drawn; it is not drawn beyond its ends.
/// </summary>
public sealed class HazardCurve
{
    private const int StepsBetweenPoints = 64;

    /// <summary>Takes points over.</summary>
    /// <param name="intensities">Intensities, above 0 and rising; at least 2.</param>
    /// <param name="annualFrequencies">Exceedances a year of each, above 0 and falling.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 2 points, or the points do not rise and
    /// fall.</exception>
    public HazardCurve(double[] intensities, double[] annualFrequencies)
    {
        ArgumentNullException.ThrowIfNull(intensities);
        ArgumentNullException.ThrowIfNull(annualFrequencies);
        if (intensities.Length != annualFrequencies.Length || intensities.Length < 2)
            throw new ArgumentException(
                $"found {intensities.Length} intensities and {annualFrequencies.Length} frequencies; expected as many of each, at least 2");
        for (var i = 0; i < intensities.Length; i++)
        {
            if (!(intensities[i] > 0 && double.IsFinite(intensities[i]))
                || !(annualFrequencies[i] > 0 && double.IsFinite(annualFrequencies[i])))
                throw Fault(i, intensities, annualFrequencies, "expected finite numbers above 0");
            if (i > 0 && !(intensities[i] > intensities[i - 1] && annualFrequencies[i] < annualFrequencies[i - 1]))
                throw Fault(i, intensities, annualFrequencies, "expected a higher intensity and a lower frequency than the point before");
        }

        (Intensities, AnnualFrequencies) = (intensities, annualFrequencies);
    }

    /// <summary>Intensities, rising.</summary>
    public double[] Intensities { get; }

    /// <summary>Exceedances a year of each intensity, falling.</summary>
    public double[] AnnualFrequencies { get; }

    /// <summary>Makes a curve from return periods.</summary>
    /// <param name="intensities">Intensities, above 0 and rising.</param>
    /// <param name="returnPeriods">Return period of each in years, above 0 and rising.</param>
    public static HazardCurve FromReturnPeriods(double[] intensities, double[] returnPeriods)
    {
        ArgumentNullException.ThrowIfNull(returnPeriods);
        return new HazardCurve(intensities, Array.ConvertAll(returnPeriods, years => 1 / years));
    }

    /// <summary>
    /// Failures a year, ∫ P(failure | x) |dλ(x)|: the hazard is cut into steps of equal ratio between its points, and each step's
    /// frequency counts with the mean of P at its ends. Below the weakest intensity nothing is added.
    /// </summary>
    /// <param name="curve">The fragility curve.</param>
    /// <param name="confidence">Nominal coverage of the interval in (0, 1).</param>
    /// <remarks>
    /// Reference: Cornell, Jalayer, Hamburger and Foutch, Journal of Structural Engineering 2002,
    /// doi:10.1061/(ASCE)0733-9445(2002)128:4(526).
    /// </remarks>
    public AnnualFrequency Integrate(IFragilityCurve curve, double confidence = 0.9)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Interval.CheckConfidence(confidence);
        var (value, last) = Integrate(curve.Probability);
        var banded = curve.Band(Intensities[0], confidence) is not null;
        // Pointwise bands are pushed to one side together, so that the interval is wide rather than narrow.
        var band = banded ? new Interval(Integrate(x => curve.Band(x, confidence)!.Lower).Value,
            Integrate(x => curve.Band(x, confidence)!.Upper).Value, confidence) : null;
        var beyond = AnnualFrequencies[^1];
        return new AnnualFrequency(value, band, value > 0 ? beyond * last / value : 0, beyond * (1 - last), 1 - Math.Exp(-50 * value));
    }

    private (double Value, double Last) Integrate(Func<double, double> probability)
    {
        var sum = 0.0;
        var before = probability(Intensities[0]);
        for (var i = 1; i < Intensities.Length; i++)
        {
            var (x, rate) = (Intensities[i - 1], AnnualFrequencies[i - 1]);
            var stretch = Math.Pow(Intensities[i] / x, 1.0 / StepsBetweenPoints);
            var fall = Math.Pow(AnnualFrequencies[i] / rate, 1.0 / StepsBetweenPoints);
            for (var step = 1; step <= StepsBetweenPoints; step++)
            {
                var now = probability(step == StepsBetweenPoints ? Intensities[i] : x * Math.Pow(stretch, step));
                sum += (before + now) / 2 * rate * (Math.Pow(fall, step - 1) - Math.Pow(fall, step));
                before = now;
            }
        }

        return (sum + (before * AnnualFrequencies[^1]), before);
    }

    private static ArgumentException Fault(int i, double[] intensities, double[] frequencies, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"point {i} of the hazard curve is intensity {intensities[i]}, frequency {frequencies[i]}; {expected}"));
}
