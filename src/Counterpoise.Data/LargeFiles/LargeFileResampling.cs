using Counterpoise.Data.DuckDb;
using DuckDB.NET.Data;

namespace Counterpoise.Data.LargeFiles;

/// <summary>
/// Random under- and over-sampling and class-balanced samples of files that do not fit into memory, exactly, through DuckDB.
/// </summary>
/// <remarks>
/// The file is read twice: once for its classes, a byte a row, and once to be written. Draws are made here, row by row in the order of the
/// file, so that the result does not depend on memory or threads. The result has the columns <c>provenance</c>, <c>source_row</c> and
/// <c>neighbor_row</c>, as that of <c>resample</c>. Methods that look for neighbours need an index in memory and are not here: take a
/// class-balanced sample first.
/// </remarks>
public static class LargeFileResampling
{
    private const int Block = 1 << 20;

    /// <summary>Resamples a file into another, which replaces an existing one as a whole.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <param name="progress">Told of the steps; or null.</param>
    /// <param name="cancellationToken">Ends the work; nothing is then written.</param>
    /// <exception cref="ArgumentException">An option, the column or the classes cannot be used.</exception>
    /// <exception cref="TableFormatException">DuckDB cannot read the file.</exception>
    public static LargeFileResult Run(LargeFileOptions options, IProgress<LargeFileStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Validate(options);
        var output = Path.GetFullPath(options.Output);
        var folder = Path.GetDirectoryName(output)!;
        Directory.CreateDirectory(folder);
        var spill = Path.Combine(folder, $".{Path.GetRandomFileName()}.spill");
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}{Path.GetExtension(output)}");
        try
        {
            using var connection = DuckDbFile.OpenForWork(options.Input, folder, spill, options.MemoryMegabytes, options.Threads);
            LargeFile.RequireColumn(connection, options.Input, options.Target);
            var source = DuckDbFile.Source(options.Input, options.Target);
            var (names, classes, counts, without) = Classes(connection, source, options, progress, cancellationToken);
            var wanted = Wanted(counts, options);
            var times = RowDraw.Times(classes, counts, options.Method, wanted, options.Seed);
            progress?.Report(new LargeFileStep("drawing", times.Sum(t => (long)t)));
            Plan(connection, times, options.Method, cancellationToken);
            progress?.Report(new LargeFileStep("writing", wanted.Sum()));
            Write(connection, source, temporary, options, cancellationToken);
            File.Move(temporary, output, overwrite: true);
            Dictionary<string, long> ByName(long[] rows) => names.Index().ToDictionary(n => n.Item, n => rows[n.Index]);
            return new LargeFileResult(ByName(counts), ByName(wanted), without);
        }
        catch (DuckDBException refusal)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw LargeFile.Refusal(refusal, options.Input, options.MemoryMegabytes);
        }
        finally
        {
            File.Delete(temporary);
            if (Directory.Exists(spill))
            {
                Directory.Delete(spill, recursive: true);
            }
        }
    }

    private static void Validate(LargeFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LargeFile.Require(options.Input, options.MemoryMegabytes, options.Threads);
        if (Path.GetExtension(options.Output).ToUpperInvariant() is not (".PARQUET" or ".CSV"))
        {
            throw new ArgumentException($"'{options.Output}' ends neither in .parquet nor in .csv", nameof(options));
        }

        if (Path.GetFullPath(options.Input) == Path.GetFullPath(options.Output))
        {
            throw new ArgumentException($"'{options.Output}' is the input: name another file", nameof(options));
        }

        if (options.Rows is < 1)
        {
            throw new ArgumentException($"found {options.Rows} rows; expected at least 1", nameof(options));
        }
    }

    /// <summary>The class of each row in the order of the file.</summary>
    private static (List<string> Names, List<byte[]> Classes, long[] Counts, long Without) Classes(
        DuckDBConnection connection, string source, LargeFileOptions options, IProgress<LargeFileStep>? progress,
            CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT CAST({SqlText.Name(options.Target)} AS VARCHAR) FROM {source}";
        command.UseStreamingMode = true;
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var (names, codes, classes) = (new List<string>(), new Dictionary<string, byte>(StringComparer.Ordinal), new List<byte[]>());
        var (counts, without, rows, block, at) = (new long[LargeFile.MostClasses], 0L, 0L, new byte[Block], 0);
        while (reader.Read())
        {
            var code = RowDraw.None;
            if (reader.IsDBNull(0))
            {
                without++;
            }
            else
            {
                var name = reader.GetString(0);
                if (!codes.TryGetValue(name, out code))
                {
                    if (names.Count == LargeFile.MostClasses)
                    {
                        throw LargeFile.TooManyClasses(options.Target);
                    }

                    codes[name] = code = (byte)names.Count;
                    names.Add(name);
                }

                counts[code]++;
            }

            block[at++] = code;
            rows++;
            if (at == Block)
            {
                classes.Add(block);
                (block, at) = (new byte[Block], 0);
                progress?.Report(new LargeFileStep("counting", rows));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        classes.Add(block[..at]);
        return names.Count >= 2 ? (names, classes, counts[..names.Count], without)
            : throw new ArgumentException($"column '{options.Target}' has {names.Count} value; resampling is between two classes at least",
                nameof(options));
    }

    private static long[] Wanted(long[] counts, LargeFileOptions options)
    {
        var total = options.Rows ?? counts.Sum();
        return options.Method switch
        {
            LargeFileMethod.RandomUnder => [.. counts.Select(_ => counts.Min())],
            LargeFileMethod.RandomOver => [.. counts.Select(_ => counts.Max())],
            // What does not divide goes to the first classes.
            _ => [.. counts.Select((_, c) => (total / counts.Length) + (c < total % counts.Length ? 1 : 0))],
        };
    }

    /// <summary>A table of the rows that are taken otherwise than the method's others are.</summary>
    private static void Plan(DuckDBConnection connection, ushort[] times, LargeFileMethod method, CancellationToken cancellationToken)
    {
        connection.Execute("CREATE TABLE plan (row_number BIGINT, times USMALLINT)");
        var usual = method == LargeFileMethod.RandomOver ? 1 : 0;
        using var appender = connection.CreateAppender("plan");
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] != usual)
            {
                appender.CreateRow().AppendValue((long?)i).AppendValue((ushort?)times[i]).EndRow();
            }

            if (i % Block == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static void Write(DuckDBConnection connection, string source, string path, LargeFileOptions options,
        CancellationToken cancellationToken)
    {
        var (join, times) = options.Method == LargeFileMethod.RandomOver ? ("LEFT JOIN", "coalesce(p.times, 1)") : ("JOIN", "p.times");
        var format = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "FORMAT csv, HEADER"
            : "FORMAT parquet, COMPRESSION zstd";
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            COPY (
              SELECT * EXCLUDE (counterpoise_row, counterpoise_copy), CASE WHEN counterpoise_copy = 0 THEN 'original' ELSE 'duplicate' END
              AS provenance, counterpoise_row AS source_row, CAST(NULL AS BIGINT) AS neighbor_row
              FROM (SELECT s.*, unnest(range(CAST({times} AS BIGINT))) AS counterpoise_copy FROM (SELECT *, row_number() OVER () - 1 AS
              counterpoise_row FROM {source}) s {join} plan p ON s.counterpoise_row = p.row_number)
              ORDER BY counterpoise_row, counterpoise_copy
            ) TO {SqlText.Literal(path)} ({format})
            """;
        using var registration = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
