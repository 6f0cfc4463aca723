using System.Diagnostics;

namespace Counterpoise.Tests.Cli;

/// <summary>A command that a signal ends once something has happened on disk.</summary>
internal static class InterruptedRun
{
    /// <summary>
    /// Starts the command, waits for the condition, sends the signal; returns the exit code (128 + signal where the signal killed it).
    /// </summary>
    public static (int ExitCode, string Error) Of(string signal, Func<bool> ready, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release", "counterpoise"),
            arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        while (!ready() && !process.HasExited)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "the command did not come to the point where it is to be interrupted");
            Thread.Sleep(5);
        }

        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), $"{signal} did not end the command");
        _ = output.Result;
        return (process.ExitCode, error.Result);
    }
}
