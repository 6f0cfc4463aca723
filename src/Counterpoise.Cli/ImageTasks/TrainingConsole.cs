using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Tells people how far training is: one line that is rewritten in a terminal, a line per epoch in a pipe; or warnings alone.</summary>
internal sealed class TrainingConsole(string what, bool warningsOnly = false) : IProgress<TrainingProgress>
{
    private long _lastLine;

    public void Report(TrainingProgress value)
    {
        if (value.Warning is { } warning)
        {
            Clear();
            Terminal.Say($"warning: {warning}");
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
            if (value.WatchedMetric is not null)
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
            Console.Error.Write("\r\u001b[K");
        }
    }

    private static string Remaining(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";
}
