using System.Globalization;

namespace Counterpoise.Messages;

/// <summary>A column in a message: <c>2</c> in the library, <c>'age'</c> where columns have names.</summary>
/// <param name="Column">The column's number, from 0.</param>
public sealed record ColumnPart(int Column) : MessagePart
{
    /// <summary>The number.</summary>
    public override string ToString() => Column.ToString(CultureInfo.InvariantCulture);
}
