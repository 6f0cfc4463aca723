using Counterpoise.Cli.Output;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Counts images on one line of a terminal; says nothing in a pipe. Safe for several threads.</summary>
internal sealed class CountConsole(string what, int total) : IProgress<int>
{
    private readonly Lock _gate = new();
    private long _lastLine = Environment.TickCount64;

    public void Report(int value)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        lock (_gate)
        {
            // 200 ms between lines, so that a terminal over a slow line keeps up.
            if (Environment.TickCount64 - _lastLine > 200)
            {
                _lastLine = Environment.TickCount64;
                Terminal.SayOver($"{what} {value} of {total} images");
            }
        }
    }
}
