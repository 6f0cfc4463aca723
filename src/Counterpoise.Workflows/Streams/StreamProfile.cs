namespace Counterpoise.Workflows.Streams;

/// <summary>A stream over time: its classes and columns, window by window.</summary>
/// <param name="Path">The table.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Minority">The rarest class over all rows.</param>
/// <param name="Windows">The windows in their order.</param>
/// <param name="Repeats">Share of rows with the class of the row before them.</param>
/// <param name="ExpectedRepeats">What that share would be if classes came in any order.</param>
/// <param name="Advice">What follows from it.</param>
public sealed record StreamProfile(string Path, int Rows, IReadOnlyList<string> Classes, int Minority, IReadOnlyList<StreamPart> Windows,
    double Repeats, double ExpectedRepeats, IReadOnlyList<string> Advice);
