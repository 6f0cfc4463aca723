using Counterpoise.Data;
using Counterpoise.LabelAudits;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Which table's labels are audited, and how.</summary>
public sealed record TableLabelAuditingOptions() : LabelAuditingOptions("boosting", AuditRanking.ConfidentLearning)
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <inheritdoc/>
    internal override string Input => Path;

    /// <inheritdoc/>
    internal override AuditedRows Open(IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
            throw new InputException($"there is no file '{Path}'");
        TableInput.RefuseWeights(Reading, "the audit of labels");
        var read = TableInput.Open(Path, Reading, Lenient, events, cancellationToken);
        ProvenanceTable.Refuse(Path, read.Table, "rows made from others agree with them, whatever their label");
        return read.Table.Labels is null
            ? throw new InputException($"'{Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}")
            : new(read.Table, read.Place);
    }
}
