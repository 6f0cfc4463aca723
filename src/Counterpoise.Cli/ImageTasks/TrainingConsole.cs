using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Tells people how far training is: one line that is rewritten in a terminal, a line per epoch in a pipe; or warnings alone.</summary>
internal sealed class TrainingConsole(string what, bool warningsOnly = false) : IProgress<TrainingProgress>
{
    private long _lastLine;
    private int _endedEpoch;

    /// <summary>Whether the training goes on from a checkpoint, which is then told.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether an epoch ends with its validation; else with its last batch.</summary>
    public bool Validates { get; init; } = true;

    /// <summary>Whether there was a step to tell of.</summary>
    public bool HasReported { get; private set; }

    public void Report(TrainingProgress value)
    {
        if (!HasReported && GoesOn)
        {
            // Told after the first step of this session.
            Terminal.Say($"{what}: goes on in epoch {value.Epoch} of {value.Epochs}, after batch {(value.WatchedMetric is null ? value.Batch - 1 : value.Batch)} of {value.Batches}");
        }

        HasReported = true;
        if (value.Warning is { } warning)
        {
            Clear();
            Terminal.Say($"{what}: warning: {warning}");
        }

        if (warningsOnly)
        {
            return;
        }

        // What matters least comes last: a narrow terminal cuts the line.
        var at = value.WatchedMetric is { } metric ? string.Create(CultureInfo.InvariantCulture, $"loss {value.Loss:F4}, validation {metric:F4}") : string.Create(CultureInfo.InvariantCulture, $"batch {value.Batch}/{value.Batches}, loss {value.Loss:F4}");
        var line = string.Create(CultureInfo.InvariantCulture, $"{what}: epoch {value.Epoch}/{value.Epochs}, {at}, {value.RowsPerSecond:F0} images/s, {Remaining(value.Remaining)} left");
        if (Console.IsErrorRedirected)
        {
            if (EndsEpoch(value))
            {
                Terminal.Say(line);
            }
        }
        else if (value.WatchedMetric is not null || Environment.TickCount64 - _lastLine > 200)
        {
            // 200 ms between lines, so that a terminal over a slow line keeps up.
            _lastLine = Environment.TickCount64;
            Terminal.SayOver(line);
        }
    }

    public static void Clear()
    {
        if (!Console.IsErrorRedirected && !Terminal.IsSilent)
        {
            Terminal.Clear();
        }
    }

    private bool EndsEpoch(TrainingProgress value)
    {
        var ends = Validates ? value.WatchedMetric is not null : value.Batch == value.Batches && value.Epoch > _endedEpoch;
        _endedEpoch = ends ? value.Epoch : _endedEpoch;
        return ends;
    }

    private static string Remaining(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";
}
