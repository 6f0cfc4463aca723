using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data.LargeFiles;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.TableTasks;

/// <summary><c>profile --memory 1024</c>: classes and columns of files that do not fit into memory.</summary>
internal static class LargeProfileOutput
{
    public static Option<int?> Memory { get; } = new("--memory") { Description =
        "MiB that the work may hold, at least 256: classes and columns of a CSV or Parquet file are counted over all rows without holding "
        + "them. Default: the table is read into memory.", HelpName = "MiB" };

    /// <summary>Whether it is asked for.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Memory) is not null;

    /// <summary>Profiles and tells of it.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="path">The file.</param>
    /// <param name="others">Options that mean nothing here.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static int Run(ParseResult parsed, string path, IEnumerable<Option> others, CancellationToken cancellationToken)
    {
        IgnoredOptions.Refuse(parsed, others, "means nothing for a file that is counted without being held (--memory)");
        var target = LargeResampling.Target(parsed);
        var profile = InputFault.InWords(() => LargeFileProfiling.Run(new LargeFileProfileOptions
        {
            Input = path, Target = target, MemoryMegabytes = parsed.GetValue(Memory)!.Value,
        }, new LargeFileSteps(new ConsoleEvents()), cancellationToken));
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { path, profile.Rows, profile.WithoutClass, profile.Classes, profile.Columns });
            return ExitCode.Ok;
        }

        Write(profile);
        return ExitCode.Ok;
    }

    private static void Write(LargeFileProfile profile)
    {
        static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
        static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
        Terminal.WriteTable($"{Count(profile.Rows)} rows, {profile.Columns.Count} columns beside the class",
            ["class", ">rows", ">prior", ">1 in", ">effective number"], profile.Classes.Classes.Select(c => new[]
        {
            c.Name, Count(c.Count), Text(c.Share, "0.00%"), Text(c.RatioToLargest, "0.0"), Text(c.EffectiveNumber, "0.0"),
        }));
        Terminal.WriteTable("columns", ["column", "type", ">missing", ">distinct, about", "least", "greatest", ">mean", ">deviation"],
            profile.Columns.Select(c => new[]
        {
            c.Name, c.Type, Count(c.Missing), Count(c.Distinct), c.Minimum ?? "–", c.Maximum ?? "–", Text(c.Mean, "G6"),
            Text(c.Deviation, "G6"),
        }));
        if (profile.WithoutClass > 0)
            Terminal.Say($"{Count(profile.WithoutClass)} rows have no class");
        Terminal.Say($"imbalance ratio {Text(profile.Classes.ImbalanceRatio, "0.0")}, standard deviation "
            + $"{Text(profile.Classes.StandardDeviation, "0.0000")} of the class frequencies");
        Terminal.Say("Overlap, repeated rows and advice need rows in memory: draw a part, such as counterpoise resample FILE part.parquet "
            + "--memory 1024 --method class-balanced --rows 200000, and profile that");
    }
}
