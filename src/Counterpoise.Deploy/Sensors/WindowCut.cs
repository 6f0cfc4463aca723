namespace Counterpoise.Deploy.Sensors;

/// <summary>Windows of recordings.</summary>
/// <param name="Windows">The windows, recording after recording in the order of time; those of mixed classes have label −1.</param>
/// <param name="Mixed">Windows of mixed classes.</param>
/// <param name="NotFinite">Windows that were left out since a sample is NaN or infinite.</param>
/// <param name="TooShort">Recordings shorter than a window, which were skipped.</param>
public sealed record WindowCut(IReadOnlyList<SensorWindow> Windows, int Mixed, int NotFinite, int TooShort)
{
    /// <summary>Cuts recordings into windows. O(samples · length / hop).</summary>
    /// <param name="recordings">The recordings, all of one rate.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">Rates or numbers of channels differ, or a window has no sample.</exception>
    public static WindowCut Of(IReadOnlyList<SensorRecording> recordings, WindowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        options ??= new WindowOptions();
        options.Validate();
        if (recordings.Count == 0) return new WindowCut([], 0, 0, 0);
        var first = recordings[0];
        if (recordings.FirstOrDefault(r => r.SampleRate != first.SampleRate || r.Channels.Count != first.Channels.Count) is { } other)
            throw new ArgumentException(FormattableString.Invariant(
                $"{other.Name} has {other.Channels.Count} channels at {other.SampleRate} Hz and {first.Name} {first.Channels.Count} at ")
                + FormattableString.Invariant($"{first.SampleRate} Hz: nothing is resampled, so bring them to one rate"),
                    nameof(recordings));
        int length = (int)Math.Round(options.Seconds * first.SampleRate), hop = (int)Math.Round(options.Hop * first.SampleRate);
        if (length < 1 || hop < 1)
            throw new ArgumentException(FormattableString.Invariant(
                $"a window of {options.Seconds} s every {options.Hop} s has {length} samples, {hop} apart, at {first.SampleRate} ")
                + FormattableString.Invariant($"Hz; expected 1 of each"),
                nameof(options));
        var windows = new List<SensorWindow>();
        var (mixed, notFinite) = (0, 0);
        for (var r = 0; r < recordings.Count; r++)
        {
            for (var start = 0; start + length <= recordings[r].Samples; start += hop)
            {
                var range = new Range(start, start + length);
                if (recordings[r].Channels.Any(c => !Array.TrueForAll(c[range], double.IsFinite)))
                {
                    notFinite++;
                    continue;
                }

                var most = recordings[r].Labels[range].CountBy(l => l).MaxBy(c => c.Value);
                var label = most.Value >= options.MajorityShare * length ? most.Key : -1;
                if (label < 0) mixed++;
                windows.Add(new SensorWindow(r, start, length, label));
            }
        }

        return new WindowCut(windows, mixed, notFinite, recordings.Count(r => r.Samples < length));
    }
}
