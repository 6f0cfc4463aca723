using System.Diagnostics;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Cli.Jobs;

/// <summary>
/// Other processes with this command line that compute cells of the same comparison. Each cell is claimed by one process, so they need
/// know nothing of each other; what a process leaves undone, because it died, this one does.
/// </summary>
internal sealed class ComparisonJobs : IDisposable
{
    /// <summary>How long a job may take to end once it is asked to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const string WorkerVariable = "COUNTERPOISE_JOB";
    private readonly Process[] _jobs;
    private readonly CancellationTokenRegistration _registration;

    private ComparisonJobs(int jobs, CancellationToken cancellationToken)
    {
        _jobs = [.. Enumerable.Range(1, jobs - 1).Select(_ => Start(jobs))];
        _registration = cancellationToken.Register(() => Array.ForEach(_jobs, OwnCommandLine.AskToStop));
    }

    /// <summary>Whether this process is a job of another.</summary>
    public static bool IsWorker => Environment.GetEnvironmentVariable(WorkerVariable) == "1";

    /// <summary>Checks a number of jobs.</summary>
    /// <exception cref="InputException">There is no job.</exception>
    public static void Require(int jobs)
    {
        if (jobs < 1)
        {
            throw new InputException($"--jobs is {jobs}; expected at least 1");
        }
    }

    /// <summary>Starts all jobs but this process, which is one of them.</summary>
    /// <param name="jobs">How many there are in all.</param>
    /// <param name="cancellationToken">Asks them to stop after the step in hand.</param>
    public static ComparisonJobs StartOthers(int jobs, CancellationToken cancellationToken) => new(jobs, cancellationToken);

    /// <summary>Computes, as a job of another process, cells that nobody has claimed.</summary>
    /// <param name="help">Does so, given who is told and what ends it.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    public static int Help(Action<IProgress<WorkflowEvent>, CancellationToken> help, CancellationToken cancellationToken)
    {
        Terminal.IsSilent = false;
        using var launcher = new LauncherLink(cancellationToken);
        help(new ConsoleEvents(notesOnly: true), launcher.Stop);
        return ExitCode.Ok;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        foreach (var job in _jobs)
        {
            OwnCommandLine.AskToStop(job);
            if (!job.WaitForExit(Grace))
            {
                job.Kill(entireProcessTree: true);
            }

            job.Dispose();
        }
    }

    private static Process Start(int jobs)
    {
        var start = OwnCommandLine.Again(jobs, [new(WorkerVariable, "1")]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var job = new Process { StartInfo = start, EnableRaisingEvents = true };
        job.OutputDataReceived += (_, _) => { };
        job.ErrorDataReceived += (_, line) => Relay(line.Data);
        job.Exited += (_, _) =>
        {
            if (job.ExitCode is not (ExitCode.Ok or ExitCode.Cancelled))
            {
                Relay($"a job ended with exit code {job.ExitCode}; its cell is computed again");
            }
        };
        job.Start();
        job.BeginOutputReadLine();
        job.BeginErrorReadLine();
        return job;
    }

    private static void Relay(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            Terminal.Say(line);
        }
    }
}
