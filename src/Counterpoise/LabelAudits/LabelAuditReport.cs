namespace Counterpoise.LabelAudits;

/// <summary>What an audit of labels found.</summary>
public sealed record LabelAuditReport
{
    /// <summary>The audited class.</summary>
    public required int AuditedClass { get; init; }

    /// <summary>Rows of the audited class.</summary>
    public required int AuditedRows { get; init; }

    /// <summary>Rows of all other classes.</summary>
    public required int OtherRows { get; init; }

    /// <summary>What the audit says of the class as a whole.</summary>
    public required LabelNoiseVerdict Verdict { get; init; }

    /// <summary>What the probes say; null without probes.</summary>
    public required NoiseEvidence? Evidence { get; init; }

    /// <summary>Probes of all rounds together.</summary>
    public required int ProbeCount { get; init; }

    /// <summary>S from which a row is as hard as probes: their mean and epsilon; NaN without probes.</summary>
    public required double Threshold { get; init; }

    /// <summary>
    /// Estimated share of mislabelled rows by given class, from confident learning, [C]; under strong imbalance it is rough.
    /// </summary>
    public required double[] NoiseByClass { get; init; }

    /// <summary>The review queue: rows of the audited class, most suspicious first.</summary>
    public required IReadOnlyList<LabelSuspect> Queue { get; init; }

    /// <summary>
    /// Places of the rows named for dropping, hardest first; none where hardness says nothing. Most of them are hard rows with the right
    /// label, so let a person look first.
    /// </summary>
    public required int[] NamedForDropping { get; init; }

    /// <summary>
    /// How suspicious each audited row is under each ranking, higher is more: what comparisons of rankings need. Rows as in
    /// <see cref="ScoredRows"/>.
    /// </summary>
    internal IReadOnlyDictionary<AuditRanking, double[]> Scores { get; init; } = new Dictionary<AuditRanking, double[]>();

    /// <summary>Places of the audited rows, ascending.</summary>
    internal int[] ScoredRows { get; init; } = [];
}
