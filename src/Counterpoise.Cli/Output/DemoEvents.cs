using System.Diagnostics;
using System.Globalization;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Cli.Output;

/// <summary>Tells how far a demonstration is: one bar with the time left in a terminal, a line now and then elsewhere, no notes.</summary>
internal sealed class DemoEvents : IProgress<WorkflowEvent>
{
    private const int BarWidth = 24;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private string _stage = "";
    private int _before;
    private Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;

    public void Report(WorkflowEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case CountProgress { Total: > 0 } count when count.Action.StartsWith("features", StringComparison.Ordinal):
                    Tell("features of images", count.Done, count.Total);
                    break;
                case ComparedCell cell:
                    Tell("methods", cell.Finished, cell.Total);
                    break;
                case Note { Kind: NoteKind.Warning, IsAboutCopies: false } warning:
                    Terminal.Say($"warning: {OptionNames.Word(warning.Text)}");
                    break;
                default:
                    break;
            }
        }
    }

    private void Tell(string stage, int done, int total)
    {
        if (stage != _stage)
        {
            (_stage, _before, _clock, _last) = (stage, done - 1, Stopwatch.StartNew(), TimeSpan.Zero);
        }

        // In a log a line now and then is enough; the last one always stands.
        var wait = Terminal.IsErrorRedirected ? BetweenLines : Between;
        if (done < total && (_clock.Elapsed - _last < wait || _clock.Elapsed < Between))
        {
            return;
        }

        _last = _clock.Elapsed;
        var full = BarWidth * done / total;
        var left = done > _before ? _clock.Elapsed * ((total - done) / (double)(done - _before)) : TimeSpan.Zero;
        var bar = new string('█', full) + new string('░', BarWidth - full);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{bar} {stage}: {done} of {total}, {(done == total ? "done" : $"{Math.Ceiling(left.TotalSeconds)} s left")}");
        if (Terminal.IsErrorRedirected)
        {
            Terminal.Say(line);
        }
        else
        {
            Terminal.SayOver(line);
        }
    }
}
