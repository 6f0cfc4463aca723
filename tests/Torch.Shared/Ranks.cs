using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Counterpoise.Tests;

/// <summary>Starts the worker program once for each rank of a group, with the variables that torchrun would set.</summary>
internal sealed class Ranks : IDisposable
{
    private readonly Process[] _processes;
    private readonly Task<string>[] _errors;

    public Ranks(int size, string scenario, string folder, double timeoutSeconds = 60, string? storeFile = null)
    {
        var port = FreePort();
        _processes = [.. Enumerable.Range(0, size).Select(rank => Start(size, rank, port, [scenario, folder, timeoutSeconds.ToString(CultureInfo.InvariantCulture), .. storeFile is null ? Array.Empty<string>() : [storeFile]]))];
        _errors = [.. _processes.Select(p => p.StandardError.ReadToEndAsync())];
    }

    public static string Worker { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Distributed.Worker", "release", "Counterpoise.Distributed.Worker");

    public static Dictionary<string, string> Threads { get; } = new() { ["OMP_NUM_THREADS"] = "1", ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0" };

    public Process this[int rank] => _processes[rank];

    /// <summary>Waits for all and asserts that each ended well.</summary>
    public void Succeed()
    {
        foreach (var rank in Enumerable.Range(0, _processes.Length))
        {
            var (exit, error) = End(rank);
            Assert.True(exit == 0, $"rank {rank} ended with {exit}: {error}");
        }
    }

    /// <returns>The exit code of a rank and what it said, once it has ended.</returns>
    public (int ExitCode, string Error) End(int rank)
    {
        Assert.True(_processes[rank].WaitForExit(TimeSpan.FromMinutes(3)), $"rank {rank} did not end within 3 minutes");
        return (_processes[rank].ExitCode, _errors[rank].Result);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private static Process Start(int size, int rank, int port, string[] arguments)
    {
        var start = new ProcessStartInfo(Worker, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in new Dictionary<string, string>(Threads) { ["RANK"] = Number(rank), ["LOCAL_RANK"] = Number(rank), ["WORLD_SIZE"] = Number(size), ["MASTER_ADDR"] = "127.0.0.1", ["MASTER_PORT"] = Number(port) })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
