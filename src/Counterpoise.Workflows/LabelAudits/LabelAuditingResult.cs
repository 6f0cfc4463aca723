using Counterpoise.LabelAudits;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>What an audit of a table's labels found.</summary>
/// <param name="Report">The audit.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Places">Where each suspect stands in the file, in the order of the queue.</param>
/// <param name="Nearest">Where the nearest row of another class stands, of each suspect.</param>
public sealed record LabelAuditingResult(LabelAuditReport Report, IReadOnlyList<string> Classes, IReadOnlyList<string> Places,
    IReadOnlyList<string> Nearest);
