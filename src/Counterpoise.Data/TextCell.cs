namespace Counterpoise.Data;

/// <summary>A cell of a text file as it stands there.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Text">The text.</param>
public sealed record TextCell(long Line, string Text)
{
    /// <summary>The cell in words, such as <c>line 7: 'n.a.'</c>.</summary>
    public override string ToString() => $"line {Line}: '{Names.Short(Text)}'";
}
