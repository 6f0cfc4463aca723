namespace Counterpoise.Lifecycle.Mcp;

/// <summary>A piece of work that was begun.</summary>
internal sealed class LongRun(string what, CancellationTokenSource stop)
{
    public string What => what;

    public CancellationToken Token => stop.Token;

    public string Status { get; set; } = "waiting";

    public string Progress { get; set; } = "";

    public string? Fault { get; set; }

    public object? Result { get; set; }

    public Task Work { get; set; } = Task.CompletedTask;

    public void Cancel() => stop.Cancel();
}
