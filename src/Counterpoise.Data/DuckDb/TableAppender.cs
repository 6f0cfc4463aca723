using System.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Appends rows to a database table chunk by chunk.</summary>
internal static unsafe class TableAppender
{
    public static void Append(DuckDbConnection connection, string name, IReadOnlyList<Column> columns, int rows)
    {
        var list = string.Join(", ", columns.Select(c => $"{DuckDbConnection.Quote(c.Name)} {(c.Kind == ColumnKind.Numeric ? "DOUBLE" : "VARCHAR")}"));
        connection.Execute($"CREATE TABLE IF NOT EXISTS {DuckDbConnection.Quote(name)} ({list})");
        var types = columns.Select(c => Native.CreateType(c.Kind == ColumnKind.Numeric ? DuckDbType.Double : DuckDbType.Varchar)).ToArray();
        nint chunk;
        fixed (nint* first = types)
        {
            chunk = Native.CreateChunk(first, (ulong)types.Length);
        }

        nint appender = 0;
        try
        {
            Check(Native.CreateAppender(connection.Handle, null, name, out appender), appender, name);
            var size = (int)Native.VectorSize();
            for (var from = 0; from < rows; from += size)
            {
                Fill(chunk, columns, from, Math.Min(size, rows - from));
                Check(Native.AppendChunk(appender, chunk), appender, name);
            }

            Check(Native.FlushAppender(appender), appender, name);
        }
        finally
        {
            if (appender != 0)
                _ = Native.DestroyAppender(ref appender);
            Native.DestroyChunk(ref chunk);
            foreach (var type in types)
            {
                var handle = type;
                Native.DestroyType(ref handle);
            }
        }
    }

    private static void Fill(nint chunk, IReadOnlyList<Column> columns, int from, int count)
    {
        Native.ResetChunk(chunk);
        for (var j = 0; j < columns.Count; j++)
        {
            var vector = Native.ChunkVector(chunk, (ulong)j);
            Native.EnsureValidityWritable(vector);
            var validity = Native.VectorValidity(vector);
            var numbers = columns[j] as NumericColumn;
            var data = (double*)Native.VectorData(vector);
            for (var i = 0; i < count; i++)
            {
                if (columns[j].IsMissing(from + i))
                    validity[i / 64] &= ~(1UL << (i % 64));
                else if (numbers is not null)
                    data[i] = numbers[from + i];
                else
                    Assign(vector, i, columns[j].Text(from + i));
            }
        }

        Native.SetChunkSize(chunk, (ulong)count);
    }

    private static void Assign(nint vector, int row, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = utf8)
        {
            Native.AssignText(vector, (ulong)row, first, (ulong)utf8.Length);
        }
    }

    private static void Check(int state, nint appender, string name)
    {
        if (state != 0)
            throw new DuckDbException($"cannot append to '{name}': {(appender == 0 ? "no appender" : Native.Text(Native.AppenderError(appender)))}");
    }
}
