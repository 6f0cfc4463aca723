namespace Counterpoise.Cli.Jobs;

/// <summary>Follows the process that has started this one with <see cref="OwnCommandLine"/>.</summary>
internal sealed class LauncherLink : IDisposable
{
    private readonly CancellationTokenSource _stop;

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Stops as the launcher does.</param>
    public LauncherLink(CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        new Thread(Follow) { IsBackground = true, Name = "launcher" }.Start();
    }

    /// <summary>Is cancelled with the caller's, or when the launcher asks to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>A byte asks to stop; the end of the stream says that the launcher is gone, and nobody would end this process.</summary>
    private void Follow()
    {
        using var launcher = Console.OpenStandardInput();
        while (launcher.ReadByte() >= 0)
        {
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }

        Environment.Exit(ExitCode.Cancelled);
    }
}
