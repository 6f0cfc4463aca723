using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>How often a year a structure fails, from a fragility curve and a hazard curve.</summary>
/// <param name="Value">Failures a year: the integral up to the strongest intensity of the hazard, plus the frequency beyond it times
/// P(failure) there.</param>
/// <param name="Band">The interval from the curve's band (the hazard is taken as known), or null.</param>
/// <param name="BeyondHazard">Share of <paramref name="Value"/> that comes from beyond the strongest intensity of the hazard.</param>
/// <param name="Missing">Failures a year that <paramref name="Value"/> may lack at most, were every structure to fail beyond the hazard's
/// end.</param>
/// <param name="Probability50Years">Probability of at least one failure in 50 years, 1 − exp(−50 · <paramref name="Value"/>).</param>
public sealed record AnnualFrequency(double Value, Interval? Band, double BeyondHazard, double Missing, double Probability50Years);
