using System.Globalization;

namespace Counterpoise.Messages;

/// <summary>A row in a message: <c>row 5</c> in the library, <c>line 7</c> where the rows are those of a file.</summary>
/// <param name="Row">The row's number, from 0.</param>
public sealed record RowPart(int Row) : MessagePart
{
    /// <summary>The word and the number.</summary>
    public override string ToString() => $"row {Row.ToString(CultureInfo.InvariantCulture)}";
}
