using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Recordings in three parts that do not leak: windows overlap, and one person's windows are alike, so whole subjects or whole stretches of
/// time go to a part, and windows are cut afterwards.
/// </summary>
/// <param name="Train">What is learned from.</param>
/// <param name="Validation">What thresholds are chosen on.</param>
/// <param name="Test">What nothing is chosen on.</param>
public sealed record RecordingSplit(IReadOnlyList<SensorRecording> Train, IReadOnlyList<SensorRecording> Validation,
    IReadOnlyList<SensorRecording> Test)
{
    /// <summary>Keeps all recordings of a subject in one part, the classes of the windows as even as the subjects allow.</summary>
    /// <param name="recordings">The recordings.</param>
    /// <param name="windows">Their windows; those of mixed classes do not count.</param>
    /// <param name="testShare">Share of test windows, in (0, 1).</param>
    /// <param name="validationShare">Share of validation windows, above 0.</param>
    /// <param name="random">Draws the subjects.</param>
    /// <exception cref="ArgumentException">There are fewer subjects than parts.</exception>
    public static RecordingSplit BySubject(IReadOnlyList<SensorRecording> recordings, IEnumerable<SensorWindow> windows, double testShare,
        double validationShare, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        SensorWindow[] labelled = [.. windows.Where(w => w.Label >= 0)];
        string[] subjects = [.. labelled.Select(w => recordings[w.Recording].Subject).Distinct(StringComparer.Ordinal)];
        if (subjects.Length < 3)
            throw new ArgumentException(
                $"found {subjects.Length} {(subjects.Length == 1 ? "subject" : "subjects")} with windows; a split by subject needs "
                    + "at least 3, one "
                + "for each of train, validation and test: split by time, or record more", nameof(recordings));
        var places = subjects.Index().ToDictionary(s => s.Item, s => s.Index, StringComparer.Ordinal);
        int[] groups = [.. labelled.Select(w => places[recordings[w.Recording].Subject])];
        var split = GroupSplit.Of([.. labelled.Select(w => w.Label)], groups, testShare, validationShare, random);
        SensorRecording[] Of(int[] part)
        {
            var own = part.Select(i => subjects[groups[i]]).ToHashSet(StringComparer.Ordinal);
            return [.. recordings.Where(r => own.Contains(r.Subject))];
        }

        return new RecordingSplit(Of(split.Train), Of(split.Validation), Of(split.Test));
    }

    /// <summary>Takes the last stretch of each recording as test and the one before it as validation, with a gap before each.</summary>
    /// <param name="recordings">The recordings.</param>
    /// <param name="testShare">Share of a recording's time, in (0, 1).</param>
    /// <param name="validationShare">Share of a recording's time, above 0.</param>
    /// <param name="gapSeconds">What is left out before validation and before test: at least the length of a window.</param>
    public static RecordingSplit ByTime(IReadOnlyList<SensorRecording> recordings, double testShare, double validationShare,
        double gapSeconds)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        List<SensorRecording> train = [], validation = [], test = [];
        foreach (var recording in recordings)
        {
            var gap = (int)Math.Ceiling(gapSeconds * recording.SampleRate);
            int first = (int)((1 - testShare - validationShare) * recording.Samples), second = (int)((1 - testShare) * recording.Samples);
            Add(train, recording, 0, first);
            Add(validation, recording, first + gap, second);
            Add(test, recording, second + gap, recording.Samples);
        }

        return new RecordingSplit(train, validation, test);
    }

    private static void Add(List<SensorRecording> part, SensorRecording recording, int start, int end)
    {
        if (end > start)
            part.Add(recording with { Channels = [.. recording.Channels.Select(c => c[start..end])],
                Labels = recording.Labels[start..end] });
    }
}
