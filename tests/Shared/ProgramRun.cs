using System.Diagnostics;

namespace Counterpoise.Tests;

/// <summary>What a program printed and returned.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end and keeps what it prints.</summary>
    public static ProgramRun Of(string program, IEnumerable<string> arguments, string? workingDirectory = null, IReadOnlyDictionary<string,
        string>? environment = null, int timeoutSeconds = 300)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(timeoutSeconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {timeoutSeconds} s");
        }

        return new ProgramRun(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The command line's program.</summary>
    public static string Program { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release",
        "counterpoise");

    /// <summary>Runs the command line as a user would, in a pipe.</summary>
    public static ProgramRun Counterpoise(params string[] arguments) => Of(Program, arguments);
}
