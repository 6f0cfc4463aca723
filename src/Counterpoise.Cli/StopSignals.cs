using System.Runtime.InteropServices;
using Counterpoise.Cli.Output;

namespace Counterpoise.Cli;

/// <summary>
/// Ctrl-C, a request to end and a closed terminal ask the verb to stop, which keeps finished work; the second one ends the process at once,
/// and so does the time within which a verb must have stopped.
/// </summary>
internal sealed partial class StopSignals : IDisposable
{
    private const int HangUp = 1;

    // What a verb needs to finish the step at hand and to write it down.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _source;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _asked;

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Asks the verb to stop, too.</param>
    public StopSignals(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM,
            .. IsIgnored(HangUp) ? Array.Empty<PosixSignal>() : [PosixSignal.SIGHUP]];
        _registrations.AddRange(signals.Select(s => PosixSignalRegistration.Create(s, Stop)));
    }

    /// <summary>Is cancelled by the first signal, or by whoever runs the command line.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Ends once the token is cancelled.</summary>
    public static Task WaitAsync(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _asked) > 1)
        {
            Leave();
        }

        Terminal.Say("stopping; a second signal ends it at once");
        _ = Task.Delay(Patience).ContinueWith(static _ => Leave(), TaskScheduler.Default);
        try
        {
            _source.Cancel();
        }
        catch (Exception fault) when (fault is AggregateException or ObjectDisposedException)
        {
            // What listens to the token may have ended already.
        }
    }

    /// <summary>
    /// Ends the process at once. On Linux nothing of native libraries is cleaned up: their threads may be in the middle of a step, and end
    /// the process by a fault where memory is taken from under them.
    /// </summary>
    private static void Leave()
    {
        if (OperatingSystem.IsLinux())
            ExitAtOnce(ExitCode.Cancelled);
        Environment.Exit(ExitCode.Cancelled);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);

    /// <summary>Whether whoever started the process wants it to outlive its terminal, as nohup does.</summary>
    private static bool IsIgnored(int signal)
    {
        try
        {
            var mask = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
            return mask is not null && (Convert.ToUInt64(mask[7..].Trim(), 16) >> (signal - 1) & 1) == 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }
}
