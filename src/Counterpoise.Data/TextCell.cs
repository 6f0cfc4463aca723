namespace Counterpoise.Data;

/// <summary>A cell of a text file as it stands there.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Text">The text.</param>
public sealed record TextCell(long Line, string Text)
{
    /// <summary>Whether <see cref="Line"/> is the number of a row, from 1, of a file that has no lines.</summary>
    public bool IsRow { get; init; }

    /// <summary>The cell in words, such as <c>line 7: 'n.a.'</c>.</summary>
    public override string ToString() => $"{(IsRow ? "row" : "line")} {Line}: '{Names.Short(Text)}'";
}
