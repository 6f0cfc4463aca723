namespace Counterpoise.Reports.Systems;

/// <summary>A table of a report: texts as they are shown.</summary>
/// <param name="Title">The heading of its section.</param>
/// <param name="Caption">What it shows, with units and what intervals are.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">Rows of as many texts as there are columns.</param>
public sealed record SystemTable(string Title, string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
