using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>What a lenient reading gave: the good rows, and each row that was left out.</summary>
/// <param name="Table">The good rows; row ids are places among all rows of the file, from 0, bad ones counted.</param>
/// <param name="RowsRead">Rows of the file, good and bad.</param>
/// <param name="BadRows">The rows left out, in order.</param>
public sealed record TableReadResult(Table Table, long RowsRead, IReadOnlyList<BadRow> BadRows);
