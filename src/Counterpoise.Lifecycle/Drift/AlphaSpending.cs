namespace Counterpoise.Lifecycle.Drift;

/// <summary>
/// Spends a chance of a false alarm evenly over windows: each gets 1 − (1 − total)^(1/windows). A level of .05 in every window is an alarm
/// every twenty windows without any drift; correcting for the columns of one window does not change that.
/// </summary>
/// <remarks>
/// The windows are taken as independent (Šidák's correction), which windows without common rows nearly are; Bonferroni's is a little
/// stricter.
/// </remarks>
public sealed record AlphaSpending
{
    /// <summary>Chance of any false alarm over <see cref="Windows"/> windows, in (0, 1); .05 by default.</summary>
    public double Total { get; init; } = .05;

    /// <summary>
    /// Number of windows that <see cref="Total"/> is for, at least 1; 200 by default. After them the same chance is spent anew.
    /// </summary>
    public int Windows { get; init; } = 200;

    /// <summary>The level for each window.</summary>
    /// <exception cref="Options.InvalidOptionsException">A property is out of range.</exception>
    public double PerWindow()
    {
        new Options.OptionsCheck(nameof(AlphaSpending))
            .Require(Total is > 0 and < 1, nameof(Total), Total, "expected in (0, 1)")
            .Require(Windows >= 1, nameof(Windows), Windows, "expected at least 1")
            .ThrowIfAny();
        return 1 - Math.Pow(1 - Total, 1.0 / Windows);
    }
}
