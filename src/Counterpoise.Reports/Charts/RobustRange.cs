namespace Counterpoise.Reports.Charts;

/// <summary>
/// A range that a few far points do not stretch: the middle 96% and half their width on either side, no wider than the values.
/// </summary>
internal static class RobustRange
{
    private const double Tail = 0.02;

    /// <param name="values">Finite values.</param>
    public static (double Low, double High) Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            return (0, 0);
        }

        var (low, high) = (At(Tail), At(1 - Tail));
        var margin = (high - low) / 2;
        return margin == 0 ? (sorted[0], sorted[^1]) : (Math.Max(sorted[0], low - margin), Math.Min(sorted[^1], high + margin));

        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
    }
}
