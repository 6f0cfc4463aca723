using Counterpoise.Deploy.Sensors;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Windows of a split as rows of features.</summary>
/// <param name="Recordings">The recordings.</param>
/// <param name="Windows">All their windows, those of mixed classes among them.</param>
/// <param name="Rows">A row of features for each window.</param>
internal sealed record SensorRows(IReadOnlyList<SensorRecording> Recordings, IReadOnlyList<SensorWindow> Windows, Table Rows)
{
    /// <summary>Places of the windows of one class.</summary>
    public int[] Labelled => [.. Windows.Index().Where(w => w.Item.Label >= 0).Select(w => w.Index)];

    /// <summary>Classes of the labelled windows.</summary>
    public int[] Labels => [.. Labelled.Select(i => Windows[i].Label)];

    public static SensorRows Of(SensorRecordings read, IReadOnlyList<SensorRecording> recordings, WindowCut cut,
        CancellationToken cancellationToken)
    {
        var names = read.IsSound ? [.. Enumerable.Range(1, 13).Select(k => $"mean_{k}"), .. Enumerable.Range(1, 13).Select(k =>
            $"deviation_{k}")]
            : SpectralFeatures.MotionNames(read.Channels);
        var columns = names.Select(_ => new double[cut.Windows.Count]).ToArray();
        var cepstrum = read.IsSound && recordings.Count > 0 ? new MelCepstrum(recordings[0].SampleRate) : null;
        Parallel.For(0, cut.Windows.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var window = cut.Windows[i];
            var range = new Range(window.Start, window.Start + window.Length);
            double[][] axes = [.. recordings[window.Recording].Channels.Select(c => c[range])];
            var features = cepstrum?.Summarize(axes[0]) ?? SpectralFeatures.Motion(axes);
            for (var j = 0; j < columns.Length; j++) columns[j][i] = features[j];
        });
        return new SensorRows(recordings, cut.Windows, new Table([.. names.Zip(columns, (n, c) => new NumericColumn(n, c))]));
    }

    /// <summary>The labelled rows with their classes.</summary>
    public Table Labelling(IReadOnlyList<string> classes) => Rows.Select(Labelled).With(new Labels("class", [.. classes], Labels));

    /// <summary>The recordings with what a model says of their windows.</summary>
    public IReadOnlyList<ScoredStream> Streams(double[][] probabilities, int negative, double windowSeconds)
    {
        var windows = Windows.Index().ToLookup(w => w.Item.Recording, w => w.Index);
        return [.. Recordings.Select((r, place) => new ScoredStream(r.Seconds, ScoredStream.EventsOf(r, negative),
            [.. windows[place].Select(i => (Windows[i].Start + Windows[i].Length) / r.SampleRate)],
            [.. windows[place].Select(i => probabilities[i])], windowSeconds))];
    }
}
