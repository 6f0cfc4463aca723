namespace Counterpoise.Workflows.Streams;

/// <summary>A window of a stream as a profile sees it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">Its first row, from 0.</param>
/// <param name="Counts">Rows of each class, [C].</param>
/// <param name="Repeats">Share of rows with the class of the row before them.</param>
/// <param name="ClassShift">p-value of the χ² test that classes are as frequent as in the first window; null for that one.</param>
/// <param name="Columns">Columns whose values differ from those of the first window, the most different first.</param>
public sealed record StreamPart(int Number, int Start, IReadOnlyList<int> Counts, double Repeats, double? ClassShift,
    IReadOnlyList<string> Columns);
