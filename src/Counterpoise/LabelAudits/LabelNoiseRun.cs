namespace Counterpoise.LabelAudits;

/// <summary>One audit of labels with noise that is known.</summary>
public sealed record LabelNoiseRun
{
    /// <summary>Share of the other classes' rows that were mislabelled.</summary>
    public required double FlippedShare { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Rows that were mislabelled into the audited class.</summary>
    public required int Flipped { get; init; }

    /// <summary>Rows of the audited class, with those.</summary>
    public required int AuditedRows { get; init; }

    /// <summary>Share of mislabelled rows in the audited class: the precision of a random queue.</summary>
    public double BaseRate => Flipped / (double)AuditedRows;

    /// <summary>What the audit said of the class.</summary>
    public required LabelNoiseVerdict Verdict { get; init; }

    /// <summary>Chance that a probe is harder than a row of the class; NaN without probes.</summary>
    public required double ProbeAuroc { get; init; }

    /// <summary>Rows named for dropping.</summary>
    public required int Dropped { get; init; }

    /// <summary>Mislabelled rows among them.</summary>
    public required int DroppedMislabelled { get; init; }

    /// <summary>Every ranking's score; empty where nothing was mislabelled.</summary>
    public required IReadOnlyList<RankingScore> Scores { get; init; }
}
