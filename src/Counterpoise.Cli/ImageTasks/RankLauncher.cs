using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Counterpoise.Cli.Output;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>
/// Starts this command line once for each rank of a group on this machine, with the variables that torchrun would set. Rank 0 has the
/// terminal; when one rank fails, the others are ended.
/// </summary>
internal sealed class RankLauncher : IDisposable
{
    // Long enough for rank 0 to say what it saw, short enough not to leave a person waiting.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private const int LastLines = 10;

    private readonly Process[] _ranks;
    private readonly ConcurrentQueue<string>[] _errors;

    private RankLauncher(int count)
    {
        _ranks = new Process[count];
        _errors = [.. Enumerable.Range(0, count).Select(_ => new ConcurrentQueue<string>())];
    }

    /// <summary>Runs the ranks to their end.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Asks all ranks to stop after the step in hand.</param>
    /// <returns>The exit code of the first rank that failed, 0 where none did.</returns>
    public static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var launcher = new RankLauncher(count);
        launcher.Start();
        using var registration = cancellationToken.Register(launcher.AskToStop);
        return await launcher.WaitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rank in _ranks.OfType<Process>())
        {
            if (!rank.HasExited)
            {
                rank.Kill(entireProcessTree: true);
            }

            rank.Dispose();
        }
    }

    private void Start()
    {
        var port = FreePort();
        for (var rank = 0; rank < _ranks.Length; rank++)
        {
            var start = Describe(rank, port);
            var process = _ranks[rank] = Process.Start(start)!;
            if (rank > 0)
            {
                var errors = _errors[rank];
                process.OutputDataReceived += (_, _) => { };
                process.ErrorDataReceived += (sender, line) =>
                {
                    errors.Enqueue(line.Data ?? "");
                    if (errors.Count > LastLines)
                    {
                        errors.TryDequeue(out _);
                    }
                };
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
            }
        }
    }

    private ProcessStartInfo Describe(int rank, int port)
    {
        var variables = new Dictionary<string, string>
        {
            ["RANK"] = Number(rank),
            ["LOCAL_RANK"] = Number(rank),
            ["WORLD_SIZE"] = Number(_ranks.Length),
            ["LOCAL_WORLD_SIZE"] = Number(_ranks.Length),
            ["MASTER_ADDR"] = "127.0.0.1",
            ["MASTER_PORT"] = Number(port),
            [TrainingRank.LaunchedVariable] = "1",
        };
        var start = OwnCommandLine.Again(_ranks.Length, variables);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (rank > 0, rank > 0);
        return start;
    }

    private async Task<int> WaitAsync()
    {
        var running = _ranks.ToDictionary(p => p.WaitForExitAsync(), p => p);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running.Keys);
            if (running[ended].ExitCode is not 0 and var code)
            {
                return await EndAsync(Array.IndexOf(_ranks, running[ended]), code);
            }

            running.Remove(ended);
        }

        return ExitCode.Ok;
    }

    /// <summary>Ends what is left after a rank has failed, and tells people why where rank 0 has not.</summary>
    private async Task<int> EndAsync(int failed, int code)
    {
        var all = Task.WhenAll(_ranks.Select(p => p.WaitForExitAsync()));
        try
        {
            // A cancelled run writes a checkpoint, which takes what it takes.
            await all.WaitAsync(code == ExitCode.Cancelled ? Timeout.InfiniteTimeSpan : Grace);
        }
        catch (TimeoutException)
        {
            foreach (var rank in _ranks.Where(p => !p.HasExited))
            {
                rank.Kill(entireProcessTree: true);
            }

            await all;
        }

        // What all ranks refuse, rank 0 has said.
        if (code != ExitCode.Cancelled && !(code == ExitCode.BadInput && _ranks[0].ExitCode == code))
        {
            Terminal.Error(string.Join("\n  ", [$"rank {failed} of {_ranks.Length} ended with exit code {code}, and the others were ended; --resume goes on from the last checkpoint", .. _errors[failed].Where(line => line.Length > 0)]));
        }

        return code is ExitCode.Cancelled or ExitCode.BadInput ? code : ExitCode.Failed;
    }

    private void AskToStop() => Array.ForEach(_ranks, OwnCommandLine.AskToStop);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
