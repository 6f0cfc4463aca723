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
        var (code, error, _) = Measured(signal, ready, arguments);
        return (code, error);
    }

    /// <summary>
    /// The same, with the processor time that the command took between the signal and its end: unlike time on a clock it does not grow
    /// where other processes take the processors.
    /// </summary>
    public static (int ExitCode, string Error, TimeSpan Ending) Measured(string signal, Func<bool> ready, params string[] arguments)
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

        var before = ProcessorTime(process) ?? TimeSpan.Zero;
        var last = before;
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        kill.WaitForExit();
        clock.Restart();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            last = ProcessorTime(process) ?? last;
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{signal} did not end the command");
        }

        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, error.Result, last - before);
    }

    /// <summary>Null where the process has ended in the meantime.</summary>
    private static TimeSpan? ProcessorTime(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
