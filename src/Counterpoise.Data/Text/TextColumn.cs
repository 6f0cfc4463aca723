using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>What a file says of a column before its rows.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Kind">The declared kind, or null to infer it.</param>
/// <param name="Categories">The declared names, or null.</param>
/// <param name="DateFormat">The format of a date column, or null; empty means ISO 8601.</param>
internal sealed record TextColumn(string Name, ColumnKind? Kind = null, string[]? Categories = null, string? DateFormat = null);
