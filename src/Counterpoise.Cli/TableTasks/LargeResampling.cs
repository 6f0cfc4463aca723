using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data.LargeFiles;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.TableTasks;

/// <summary><c>resample --memory 1024</c>: files that do not fit into memory, by the methods that only draw rows.</summary>
internal static class LargeResampling
{
    private static readonly Dictionary<string, LargeFileMethod> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["random-under"] = LargeFileMethod.RandomUnder, ["random-over"] = LargeFileMethod.RandomOver,
        ["class-balanced"] = LargeFileMethod.ClassBalanced,
    };

    public static Option<int?> Memory { get; } = new("--memory") { Description =
        $"MiB that the work may hold, at least 256, beside 7 bytes a row: the rows of a CSV or Parquet file are drawn without being held. "
        + $"For --method {string.Join(", ", Methods.Keys)}. Default: the table is read into memory.", HelpName = "MiB" };

    public static Option<long?> Rows { get; } = new("--rows") { Description =
        "Rows of the result of --method class-balanced. Default: as many as the file has.", HelpName = "count" };

    /// <summary>Whether it is asked for.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Memory) is not null;

    /// <summary>Resamples and tells of it.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="input">The file that is read.</param>
    /// <param name="output">The file that is written.</param>
    /// <param name="method">How.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="others">Options that mean nothing here.</param>
    /// <param name="cancellationToken">Ends the work; nothing is then written.</param>
    public static int Run(ParseResult parsed, string input, string output, string method, ulong seed, IEnumerable<Option> others,
        CancellationToken cancellationToken)
    {
        IgnoredOptions.Refuse(parsed, others, "means nothing for rows that are drawn from a file without being held (--memory)");
        if (!Methods.TryGetValue(method, out var drawn))
            throw new InputException($"--method {method} needs its rows in memory; with --memory it is one of "
                + $"{string.Join(", ", Methods.Keys)}. To make new rows of a file that does not fit, draw a part first (--method "
                + $"class-balanced --rows 500000), drop its three columns of provenance, and resample that");
        if (drawn != LargeFileMethod.ClassBalanced)
            IgnoredOptions.Refuse(parsed, [Rows], "is for --method class-balanced");
        var target = Target(parsed);
        var result = InputFault.InWords(() => LargeFileResampling.Run(new LargeFileOptions
        {
            Input = input, Output = output, Target = target, Method = drawn, Rows = parsed.GetValue(Rows), Seed = seed,
            MemoryMegabytes = parsed.GetValue(Memory)!.Value,
        }, new LargeFileSteps(new ConsoleEvents()), cancellationToken));
        Tell(parsed.GetValue(SharedOptions.Json), method, result);
        return ExitCode.Ok;
    }

    /// <summary>The class column, which a file that is not held in memory does not show by itself.</summary>
    internal static string Target(ParseResult parsed) => parsed.GetValue(TableOptions.Target)
        ?? throw new InputException("--memory needs the class column: name it with --target");

    private static void Tell(bool json, string method, LargeFileResult result)
    {
        if (json)
        {
            Terminal.WriteJson(new { method, result.WithoutClass,
                classes = result.Before.Keys.Select(name => new { name, before = result.Before[name], after = result.After[name] }) });
            return;
        }

        static string Count(long rows) => rows.ToString(CultureInfo.InvariantCulture);
        Terminal.WriteTable(method, ["class", ">before", ">after"],
            result.Before.Keys.Select(name => new[] { name, Count(result.Before[name]), Count(result.After[name]) }));
        if (result.WithoutClass > 0)
            Terminal.Say($"{Count(result.WithoutClass)} rows without a class are left out");
    }
}
