using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.LabelAudits;

/// <summary>Options of <see cref="LabelNoiseStudy"/>.</summary>
public sealed record LabelNoiseStudyOptions
{
    /// <summary>
    /// Shares of the other classes' rows that are given the audited class's label, each in [0, 1). Default 0, 0.01, 0.05 and 0.2.
    /// </summary>
    public IReadOnlyList<double> FlippedShares { get; init; } = [0, 0.01, 0.05, 0.2];

    /// <summary>
    /// Share of the audited class's rows that are given the most frequent other class's label beside that, in [0, 1): the check that noise
    /// in both directions does not break the audit. Default 0.
    /// </summary>
    public double FlippedBack { get; init; }

    /// <summary>Seeds, each of a draw of rows and of an audit; at least one. Default 1 to 6.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3, 4, 5, 6];

    /// <summary>The audit; its seed is replaced by each of <see cref="Seeds"/>.</summary>
    public LabelAuditOptions Audit { get; init; } = new();

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        Audit.Validate();
        new OptionsCheck(nameof(LabelNoiseStudyOptions))
            .Require(FlippedShares.Count > 0 && FlippedShares.All(s => s is >= 0 and < 1),
                $"{new SettingPart(nameof(FlippedShares))} is "
                + $"{string.Join(", ", FlippedShares.Select(s => $"{s}"))}; expected shares "
                + $"from 0 to below 1")
            .Require(FlippedBack is >= 0 and < 1, nameof(FlippedBack), FlippedBack, "expected a share from 0 to below 1")
            .Require(Seeds.Count > 0, $"{new SettingPart(nameof(Seeds))} is empty; expected at least one seed")
            .ThrowIfAny();
    }
}
