using Counterpoise.Files;
using Counterpoise.Tables;
using CsvHelper;

namespace Counterpoise.Data.Text;

/// <summary>Writes a table as CSV or TSV, whole or not at all; a number is written so that reading gives the same one.</summary>
internal static class DelimitedWriter
{
    public static void Write(Table table, string path, char separator)
    {
        var columns = TableColumns.All(table);
        AtomicFile.Write(path, stream =>
        {
            using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, NewLine = "\n" }, leaveOpen: true);
            foreach (var column in columns)
            {
                csv.WriteField(column.Name);
            }

            csv.EndRecord();
            for (var row = 0; row < table.RowCount; row++)
            {
                foreach (var column in columns)
                {
                    csv.WriteField(column.Text(row));
                }

                csv.EndRecord();
            }
        });
    }
}
