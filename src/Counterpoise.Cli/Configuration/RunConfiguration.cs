using System.CommandLine;
using Counterpoise.Files;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Configuration;

/// <summary>
/// The resolved command line of a run in its folder, from the start on: <c>config.yaml</c> with the command above it. <c>--config</c> reads
/// it, and <c>train --resume --out FOLDER</c> takes from it what the command line leaves out. Where a file of that name stands there that a
/// person has written, it stays, and the command line is kept in <c>command.yaml</c>.
/// </summary>
internal static class RunConfiguration
{
    private const string Comment = "# ";
    private const string Program = "counterpoise ";

    private static readonly string[] FileNames = ["command.yaml", "config.yaml"];

    // What a line says for itself: where it writes, that it goes on, how it prints.
    private static readonly string[] OfTheLine = ["--out", "--resume", "--json"];

    /// <summary>
    /// Writes the file, before the run is one; that of the run's first start stays, that of a start which never became a run counts no
    /// more.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="command">The command that began the run, as it is run again.</param>
    public static void Write(string folder, ParseResult parsed, string command)
    {
        if (Find(folder) is null || !ImageTraining.IsRun(folder))
        {
            var isTaken = FileNames.Any(name => File.Exists(Path.Combine(folder, name)));
            var path = Path.Combine(folder, isTaken ? "command.yaml" : "config.yaml");
            AtomicFile.WriteText(path, $"{Comment}{command}\n{YamlConfiguration.Resolved(parsed, OfTheLine)}");
        }
    }

    /// <summary>The command that began a run; null where the folder holds none.</summary>
    public static string? CommandOf(string folder) => Find(folder) is { } path ? File.ReadLines(path).First()[Comment.Length..] : null;

    /// <summary>
    /// Returns the arguments of a <c>train --resume --out FOLDER</c> with those of the run in the folder that the command line does not
    /// give; others as they are.
    /// </summary>
    /// <exception cref="InputException">The folder holds no run.</exception>
    public static string[] Merge(RootCommand root, string[] args)
    {
        var parsed = CommandLine.Parse(root, args);
        var options = parsed.CommandResult.Command.Options;
        if (options.FirstOrDefault(o => o.Name == "--resume") is not Option<bool> resume
            || options.FirstOrDefault(o => o.Name == "--out") is not Option<string?> output
            || parsed.GetResult(resume) is null || !parsed.GetValue(resume)
                || parsed.GetResult(output) is not { Implicit: false, Errors: var errors } || errors.Any()
                || parsed.GetValue(output) is not { } folder)
        {
            return args;
        }

        if (Find(folder) is { } kept)
        {
            return YamlConfiguration.Merge(parsed, args, new FileInfo(kept));
        }

        // Without a run the data is missing too, but a mistyped folder is the mistake.
        if (parsed.Errors.Count > 0)
        {
            ImageTraining.RequireRun(folder);
        }

        return args;
    }

    /// <summary>The file that a run has written, known by the command above it; null where there is none.</summary>
    private static string? Find(string folder) => FileNames.Select(name => Path.Combine(folder, name))
        .FirstOrDefault(path => File.Exists(path) && File.ReadLines(path).FirstOrDefault() is { } first && IsCommand(first));

    /// <summary>Whether a line is the command that this program wrote: of one process, or of several under mpirun.</summary>
    private static bool IsCommand(string line) => line.StartsWith(Comment + Program, StringComparison.Ordinal)
        || (line.StartsWith(Comment + "mpirun ", StringComparison.Ordinal) && line.Contains(" " + Program, StringComparison.Ordinal));
}
