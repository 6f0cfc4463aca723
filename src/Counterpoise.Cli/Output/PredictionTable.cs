using System.CommandLine;
using System.Text;
using Counterpoise.Data;
using Counterpoise.Files;
using Counterpoise.Tables;

namespace Counterpoise.Cli.Output;

/// <summary>Predictions of rows: shown in a terminal, as CSV in a pipe, or written to a file by its ending.</summary>
internal static class PredictionTable
{
    /// <summary>Writes predictions where they are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="count">How many predictions.</param>
    /// <param name="table">The predictions as a table.</param>
    /// <param name="json">The predictions as a JSON document.</param>
    /// <param name="show">Shows them to a person.</param>
    /// <param name="asked">The format that was asked for; null for that of the file's ending.</param>
    /// <param name="file">The file; null for standard output.</param>
    public static void Write(ParseResult parsed, int count, Func<Table> table, Func<string> json, Action show, PredictionFormat? asked,
        string? file)
    {
        var isJson = IsJson(parsed, asked, file);
        if (file is null && !isJson && asked is null && !Terminal.IsDataRedirected)
        {
            show();
        }
        else if (file is null)
        {
            Terminal.WriteData(isJson ? json() : Csv(table()));
        }
        else
        {
            if (isJson)
            {
                AtomicFile.WriteText(file, json() + "\n");
            }
            else
            {
                TableFile.Write(table(), file);
            }

            Terminal.Say($"{count} {(count == 1 ? "prediction" : "predictions")}: {file}");
        }
    }

    /// <summary>Whether predictions are written as JSON: asked for, or by the file's ending.</summary>
    public static bool IsJson(ParseResult parsed, PredictionFormat? asked, string? file) => asked is { } format
        ? format == PredictionFormat.Json
        : parsed.GetValue(SharedOptions.Json) || Path.GetExtension(file)?.ToUpperInvariant() == ".JSON";

    private static string Csv(Table table)
    {
        var text = new StringBuilder().AppendJoin(',', table.Columns.Select(c => CsvField.Of(c.Name)));
        for (var i = 0; i < table.RowCount; i++)
        {
            text.Append('\n').AppendJoin(',', table.Columns.Select(c => CsvField.Of(c.Text(i))));
        }

        return text.ToString();
    }
}
