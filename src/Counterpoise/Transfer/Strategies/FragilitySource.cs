using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>What is known elsewhere: a curve, and the records that it was fitted to where they are at hand.</summary>
public sealed class FragilitySource
{
    private FragilitySource(string name, ParametricCurve curve, FragilityRecords? records) =>
        (Name, Curve, Records) = (name, curve, records);

    /// <summary>What the source is of.</summary>
    public string Name { get; }

    /// <summary>Its curve; with a covariance where one is known.</summary>
    public ParametricCurve Curve { get; }

    /// <summary>Its records, or null for a curve alone, such as an analytical model's.</summary>
    public FragilityRecords? Records { get; }

    /// <summary>A source of records: its curve is fitted by maximum likelihood, and by Firth's penalty where that has no maximum.</summary>
    /// <param name="records">The records.</param>
    /// <param name="form">The shape.</param>
    public static FragilitySource FromRecords(FragilityRecords records, FragilityForm form = FragilityForm.Lognormal)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new FragilitySource(records.Name, TargetOnly.FitAnyhow(records, form).Curve, records);
    }

    /// <summary>A source of which the curve alone is known.</summary>
    /// <param name="name">What it is of; not empty.</param>
    /// <param name="curve">The curve.</param>
    public static FragilitySource FromCurve(string name, ParametricCurve curve)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(curve);
        return new FragilitySource(name, curve, null);
    }
}
