namespace Counterpoise.Deploy.Sensors;

/// <summary>A recording with what a model says of its windows, in the order of time.</summary>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="Events">What happens in it: class, first second, last second; ascending, and none of the negative class.</param>
/// <param name="Ends">The second at which each window ends, [windows].</param>
/// <param name="Probabilities">Probabilities of each window, [windows][C].</param>
/// <param name="WindowSeconds">Length of a window.</param>
public sealed record ScoredStream(double Seconds, IReadOnlyList<(int Class, double Start, double End)> Events, double[] Ends,
    double[][] Probabilities, double WindowSeconds)
{
    /// <summary>Seconds in which nothing happens.</summary>
    public double NegativeSeconds => Math.Max(0, Seconds - Events.Sum(e => e.End - e.Start));

    /// <summary>The events of a recording: runs of samples of one class that is not the negative one.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="negative">The negative class.</param>
    public static IReadOnlyList<(int Class, double Start, double End)> EventsOf(SensorRecording recording, int negative)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var events = new List<(int, double, double)>();
        for (var start = 0; start < recording.Samples;)
        {
            var (label, end) = (recording.Labels[start], start + 1);
            while (end < recording.Samples && recording.Labels[end] == label) end++;
            if (label != negative) events.Add((label, start / recording.SampleRate, end / recording.SampleRate));
            start = end;
        }

        return events;
    }
}
