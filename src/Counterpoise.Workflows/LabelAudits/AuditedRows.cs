using Counterpoise.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Rows whose labels are audited.</summary>
/// <param name="Rows">The rows, with labels.</param>
/// <param name="Place">Where a row is to be found.</param>
internal sealed record AuditedRows(Table Rows, Func<int, string> Place);
