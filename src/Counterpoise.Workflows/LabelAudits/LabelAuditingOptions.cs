using Counterpoise.LabelAudits;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>
/// Whose labels are audited, and how: <see cref="TableLabelAuditingOptions"/> or <see cref="ImageLabelAuditingOptions"/>.
/// </summary>
public abstract record LabelAuditingOptions
{
    private protected LabelAuditingOptions(string classifier, AuditRanking ranking) =>
        (Classifier, Audit) = (classifier, new LabelAuditOptions { Ranking = ranking });

    /// <summary>The class whose rows are audited, by name. Default null: the most frequent.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// What gives out-of-fold probabilities: <c>network</c> for one like the scout, else a classifier of <see cref="TableLearners"/>.
    /// Default <c>boosting</c> of tables, and <c>logistic</c> of images, which takes seconds on features.
    /// </summary>
    public string Classifier { get; init; }

    /// <summary>
    /// The audit. Its ranking is by default confident learning of tables, and the loss mixture of images: there it finds more
    /// (docs/results/label-audit.md).
    /// </summary>
    public LabelAuditOptions Audit { get; init; }

    /// <summary>A file for the whole queue. Default null: none.</summary>
    public string? Output { get; init; }

    /// <summary>What is read, which the queue must not replace.</summary>
    internal abstract string Input { get; }

    /// <summary>Reads the rows.</summary>
    /// <exception cref="InputException">They cannot be used.</exception>
    internal abstract AuditedRows Open(IProgress<WorkflowEvent>? events, CancellationToken cancellationToken);
}
