namespace Counterpoise.Reports.Graphs;

/// <summary>A table of a report.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Names of the columns, one or more.</param>
/// <param name="Rows">The rows, a text for each column; the first is the row's name.</param>
public sealed record GraphTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
