using System.Globalization;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Cli.Output;

/// <summary>
/// Tells people what a workflow tells: notes as lines; how far it is on one line that is rewritten in a terminal, as few lines in a pipe.
/// Safe for several threads.
/// </summary>
/// <param name="notesOnly">Whether nothing is told of how far it is, as by one process of several.</param>
internal sealed class ConsoleEvents(bool notesOnly = false) : IProgress<WorkflowEvent>
{
    // 200 ms between lines, so that a terminal over a slow line keeps up.
    private const long BetweenLines = 200;

    // A log is read afterwards; whoever follows it wants to know that work goes on.
    private const long BetweenLinesOfLog = 30_000;

    private readonly Lock _gate = new();
    private long _lastLine = Environment.TickCount64;

    /// <summary>Called when the folder of a run is there.</summary>
    public Action<string>? RunOpened { get; init; }

    public void Report(WorkflowEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case Note note:
                    Terminal.Say((note.Kind == NoteKind.Warning ? "warning: " : "") + OptionNames.Word(note.Text));
                    break;
                case ComparedCell cell:
                    Terminal.Say(cell.Text);
                    break;
                case RunOpened run:
                    RunOpened?.Invoke(run.Folder);
                    break;
                case CountProgress count when !notesOnly:
                    Tell(count);
                    break;
                case TrainingStep step when !notesOnly:
                    Tell(step);
                    break;
                case FederatedStep step when !notesOnly:
                    Tell(step);
                    break;
                default:
                    break;
            }
        }
    }

    private void Tell(CountProgress count)
    {
        // Cells may take hours, so that a log shows them too: a twentieth at a time.
        if (count.Things == "cells")
        {
            if (count.Done == count.Total || count.Done % Math.Max(1, count.Total / 20) == 0)
            {
                Terminal.Say($"{count.Done} of {count.Total} cells");
            }
        }
        else if (Terminal.IsErrorRedirected ? IsTime(BetweenLinesOfLog) : IsTime(BetweenLines))
        {
            var line = $"{count.Action} {count.Done} of {count.Total} {count.Things}";
            (Terminal.IsErrorRedirected ? (Action<string>)Terminal.Say : Terminal.SayOver)(line);
        }
    }

    private void Tell(TrainingStep step)
    {
        var value = step.Progress;

        // What matters least comes last: a narrow terminal cuts the line.
        var at = value.WatchedMetric is { } metric ? string.Create(CultureInfo.InvariantCulture,
            $"loss {value.Loss:F4}, validation {metric:F4}")
            : string.Create(CultureInfo.InvariantCulture, $"batch {value.Batch}/{value.Batches}, loss {value.Loss:F4}");
        var pace = value.Remaining is not { } left ? "" : string.Create(CultureInfo.InvariantCulture,
            $", {value.RowsPerSecond:F0} images/s, {Remaining(left)} left");
        var line = string.Create(CultureInfo.InvariantCulture, $"{step.Name}: epoch {value.Epoch}/{value.Epochs}, {at}{pace}");
        if (Terminal.IsErrorRedirected)
        {
            if (step.EndsEpoch)
            {
                Terminal.Say(line);
            }
        }
        else if (value.WatchedMetric is not null || IsTime(BetweenLines))
        {
            Terminal.SayOver(line);
        }
    }

    private static void Tell(FederatedStep step)
    {
        var tail = step.Round.Metrics.FirstOrDefault(metric =>
            metric.Key.EndsWith("tail_accuracy", StringComparison.Ordinal)) is { Key: not null } found
            ? string.Create(CultureInfo.InvariantCulture, $", tail {found.Value:F3}") : "";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"seed {step.Seed}, {step.Arms}: round {step.Round.Round + 1}/{step.Rounds}, loss {step.Round.Loss:F4}{tail}, "
            + $"{Remaining(step.Remaining)} left");
        if (!Terminal.IsErrorRedirected)
        {
            Terminal.SayOver(line);
        }
        else if (step.Done == step.Total || step.Done % Math.Max(1, step.Total / 20) == 0)
        {
            Terminal.Say(line);
        }
    }

    private bool IsTime(long between)
    {
        if (Environment.TickCount64 - _lastLine <= between)
        {
            return false;
        }

        _lastLine = Environment.TickCount64;
        return true;
    }

    private static string Remaining(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";
}
