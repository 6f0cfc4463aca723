using Counterpoise.Numerics;

namespace Counterpoise.LabelAudits;

/// <summary>What an audit looks at: rows, their labels, and which class is doubted.</summary>
internal sealed record AuditedRows(DenseMatrix Features, int[] Labels, int ClassCount, int Audited, int[]? Groups)
{
    public int Rows => Labels.Length;

    /// <summary>The rows of the audited class, ascending.</summary>
    public int[] Own { get; } = [.. Enumerable.Range(0, Labels.Length).Where(i => Labels[i] == Audited)];
}
