using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>One line of a curve's table.</summary>
/// <param name="Intensity">The intensity.</param>
/// <param name="Probability">P(failure).</param>
/// <param name="Band">The pointwise band, or null where nothing is known of the curve's uncertainty.</param>
public sealed record FragilityTableRow(double Intensity, double Probability, Interval? Band);
