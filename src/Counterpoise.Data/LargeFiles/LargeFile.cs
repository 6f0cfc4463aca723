using Counterpoise.Data.DuckDb;
using DuckDB.NET.Data;

namespace Counterpoise.Data.LargeFiles;

/// <summary>What is asked of every file that is larger than memory.</summary>
internal static class LargeFile
{
    /// <summary>Most classes; a row's class takes a byte.</summary>
    public const int MostClasses = RowDraw.None;

    /// <summary>Least memory in MiB: two threads hold 32 MiB each of a text file that they read, and what they write.</summary>
    public const int LeastMemory = 256;

    private const int Shown = 12;

    /// <summary>Refuses a file that is not there, and numbers that nothing can be done with.</summary>
    /// <exception cref="ArgumentException">One of them is so.</exception>
    public static void Require(string input, int megabytes, int threads)
    {
        if (!File.Exists(input))
        {
            throw new ArgumentException($"there is no file '{input}'", nameof(input));
        }

        if (megabytes < LeastMemory || threads < 1)
        {
            throw new ArgumentException($"found {megabytes} MiB and {threads} threads; expected at least {LeastMemory} and 1",
                nameof(megabytes));
        }
    }

    /// <summary>Refuses a column that the file does not have, by the names that it has.</summary>
    /// <exception cref="ArgumentException">It is not there.</exception>
    public static void RequireColumn(DuckDBConnection connection, string input, string target)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {DuckDbFile.Source(input)} LIMIT 0";
        using var reader = command.ExecuteReader();
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (!columns.Contains(target, StringComparer.OrdinalIgnoreCase))
        {
            var more = columns.Length > Shown ? $" and {columns.Length - Shown} more" : "";
            throw new ArgumentException($"'{input}' has no column '{target}'; it has "
                + $"{string.Join(", ", columns.Take(Shown).Select(c => $"'{c}'"))}{more}", nameof(target));
        }
    }

    /// <summary>What is said where DuckDB refuses.</summary>
    public static Exception Refusal(DuckDBException refusal, string input, int megabytes) => DuckDbFault.Of(refusal).IsOutOfMemory
        ? new ArgumentException($"{megabytes} MiB are not enough for '{input}': give it more", nameof(megabytes))
        : DuckDbFile.Refusal(refusal, input);

    /// <summary>What is said of a column of too many values.</summary>
    public static ArgumentException TooManyClasses(string target) =>
        new($"column '{target}' has more than {MostClasses} values; expected classes: is it the right column?", nameof(target));
}
