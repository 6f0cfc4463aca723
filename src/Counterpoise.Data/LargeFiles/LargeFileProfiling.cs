using System.Data.Common;
using System.Globalization;
using Counterpoise.Data.DuckDb;
using Counterpoise.Profiles;
using DuckDB.NET.Data;

namespace Counterpoise.Data.LargeFiles;

/// <summary>
/// Classes and columns of files that do not fit into memory, over all rows, through DuckDB. What compares rows with rows (overlap,
/// repetitions) needs them in memory: draw a part for it with <see cref="LargeFileResampling"/>.
/// </summary>
public static class LargeFileProfiling
{
    /// <summary>Profiles a file in three passes: for its classes, its columns, and what is missing.</summary>
    /// <param name="options">Which file, and within what.</param>
    /// <param name="progress">Told of the steps; or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">An option, the column or the classes cannot be used.</exception>
    /// <exception cref="TableFormatException">DuckDB cannot read the file.</exception>
    public static LargeFileProfile Run(LargeFileProfileOptions options, IProgress<LargeFileStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        LargeFile.Require(options.Input, options.MemoryMegabytes, options.Threads);
        var spill = Directory.CreateTempSubdirectory("counterpoise-").FullName;
        try
        {
            using var connection = DuckDbFile.OpenForWork(options.Input, spill, spill, options.MemoryMegabytes, options.Threads);
            LargeFile.RequireColumn(connection, options.Input, options.Target);
            var source = DuckDbFile.Source(options.Input, options.Target);
            var (names, counts, without) = Classes(connection, source, options, cancellationToken);
            var rows = counts.Sum() + without;
            progress?.Report(new LargeFileStep("classes counted", rows));
            var classes = ClassProfile.Of(Array.ConvertAll(counts, n => checked((int)n)), names);
            var columns = Columns(connection, source, rows, cancellationToken)
                .Where(c => !c.Name.Equals(options.Target, StringComparison.OrdinalIgnoreCase));
            return new LargeFileProfile(rows, without, classes, [.. columns]);
        }
        catch (OverflowException)
        {
            throw new ArgumentException($"'{options.Input}' has more than {int.MaxValue} rows; profile a part of it", nameof(options));
        }
        catch (DuckDBException refusal)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw LargeFile.Refusal(refusal, options.Input, options.MemoryMegabytes);
        }
        finally
        {
            Directory.Delete(spill, recursive: true);
        }
    }

    private static (List<string> Names, long[] Counts, long Without) Classes(DuckDBConnection connection, string source,
        LargeFileProfileOptions options, CancellationToken cancellationToken)
    {
        var (names, counts, without) = (new List<string>(), new List<long>(), 0L);
        Read(connection, $"SELECT CAST({SqlText.Name(options.Target)} AS VARCHAR) AS class, count(*) FROM {source} GROUP BY class "
            + $"ORDER BY class LIMIT {LargeFile.MostClasses + 2}", reader =>
        {
            if (reader.IsDBNull(0))
            {
                without = reader.GetInt64(1);
                return;
            }

            names.Add(reader.GetString(0));
            counts.Add(reader.GetInt64(1));
        }, cancellationToken);
        return names.Count > LargeFile.MostClasses ? throw LargeFile.TooManyClasses(options.Target)
            : names.Count < 2 ? throw new ArgumentException(
                $"column '{options.Target}' has {names.Count} value; imbalance is between two classes at least", nameof(options))
            : (names, [.. counts], without);
    }

    private static List<LargeFileColumn> Columns(DuckDBConnection connection, string source, long rows,
        CancellationToken cancellationToken)
    {
        var found = new List<LargeFileColumn>();
        Read(connection, $"SELECT column_name, column_type, min, max, approx_unique, avg, std, null_percentage FROM (SUMMARIZE SELECT * "
            + $"FROM {source})", reader =>
        {
            string? Text(int at) => reader.IsDBNull(at) ? null : Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture);
            double? Number(int at) => double.TryParse(Text(at), CultureInfo.InvariantCulture, out var value) ? value : null;
            // The share is given with two digits after the point, which is no count.
            found.Add(new LargeFileColumn(Text(0)!, Text(1)!, 0, Convert.ToInt64(reader.GetValue(4), CultureInfo.InvariantCulture),
                Text(2), Text(3), Number(5), Number(6)));
        }, cancellationToken);
        var counted = string.Join(", ", found.Select(c => $"count({SqlText.Name(c.Name)})"));
        var missing = new long[found.Count];
        Read(connection, $"SELECT {counted} FROM {source}", reader =>
        {
            for (var c = 0; c < missing.Length; c++)
            {
                missing[c] = rows - reader.GetInt64(c);
            }
        }, cancellationToken);
        return [.. found.Select((c, i) => c with { Missing = missing[i] })];
    }

    private static void Read(DuckDBConnection connection, string query, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
