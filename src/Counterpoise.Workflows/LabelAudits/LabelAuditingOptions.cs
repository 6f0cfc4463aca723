using Counterpoise.Data;
using Counterpoise.LabelAudits;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Which table's labels are audited, and how.</summary>
public sealed record LabelAuditingOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>The class whose rows are audited, by name. Default null: the most frequent.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// What gives out-of-fold probabilities: <c>network</c> for one like the scout, else a classifier of <see cref="TableLearners"/>.
    /// Default <c>boosting</c>.
    /// </summary>
    public string Classifier { get; init; } = "boosting";

    /// <summary>The audit.</summary>
    public LabelAuditOptions Audit { get; init; } = new();

    /// <summary>A file for the whole queue. Default null: none.</summary>
    public string? Output { get; init; }
}
