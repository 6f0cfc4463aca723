using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Reports.Fragility;

/// <summary>One structure's curve in a report.</summary>
/// <param name="Name">What the curve is of.</param>
/// <param name="Curve">The curve.</param>
/// <param name="Records">The records it was fitted to, or null.</param>
public sealed record FragilityStructure(string Name, IFragilityCurve Curve, FragilityRecords? Records)
{
    /// <summary>How each form fits the records; empty leaves the table out.</summary>
    public IReadOnlyList<FormComparisonRow> Forms { get; init; } = [];

    /// <summary>Failures a year, or null without a hazard curve.</summary>
    public AnnualFrequency? Frequency { get; init; }

    /// <summary>What is unusual about the fit.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
