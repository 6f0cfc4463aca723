using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Streams;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Streams;

/// <summary>
/// Plays a stream: each row is predicted first and learned from once its class is known (prequential evaluation). The first window is
/// learned from and not judged.
/// </summary>
internal sealed class StreamReplay(DenseMatrix features, Labels labels, StreamDataOptions options)
{
    /// <summary>Plays all rows.</summary>
    /// <param name="learner">Learns as it goes.</param>
    /// <param name="decide">The class by the probabilities.</param>
    /// <param name="judgesAll">Whether the first window is judged too, since the learner knows something already.</param>
    /// <param name="done">Told of the rows that are done, window by window; or null.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>What was predicted of the rows that are judged, and each window.</returns>
    public (PredictionSet Judged, IReadOnlyList<StreamWindow> Windows) Run(IOnlineClassifier learner, Func<double[], int> decide,
        bool judgesAll = false, IProgress<int>? done = null, CancellationToken cancellationToken = default)
    {
        var classes = labels.Classes.Count;
        var (probabilities, predicted) = (new double[features.Rows * classes], new int[features.Rows]);
        var windows = new List<StreamWindow>();
        foreach (var (number, (start, count)) in StreamRows.Windows(features.Rows, options.Window).Index())
        {
            for (var i = start; i < start + count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // What is not known yet is not learned from.
                if (i - 1 - options.KnownAfter is var known and >= 0)
                    learner.Learn(features.Row(known), labels[known]);
                var own = new double[classes];
                learner.Predict(features.Row(i), own);
                own.CopyTo(probabilities, i * classes);
                predicted[i] = decide(own);
            }

            windows.Add(Window(number + 1, start, count, predicted));
            done?.Report(start + count);
        }

        // The last rows are learned from at the end, for what is kept of the learner.
        for (var i = Math.Max(0, features.Rows - 1 - options.KnownAfter); i < features.Rows; i++)
        {
            learner.Learn(features.Row(i), labels[i]);
        }

        var from = judgesAll ? 0 : windows.Count > 1 ? windows[1].Start : 0;
        return (new PredictionSet(labels.Codes[from..].ToArray(), predicted[from..], labels.Classes, probabilities[(from * classes)..])
            { PositiveClass = classes == 2 ? labels.MinorityClass() : 1 }, windows);
    }

    private StreamWindow Window(int number, int start, int count, int[] predicted)
    {
        var (counts, hits) = (new int[labels.Classes.Count], new int[labels.Classes.Count]);
        for (var i = start; i < start + count; i++)
        {
            counts[labels[i]]++;
            hits[labels[i]] += predicted[i] == labels[i] ? 1 : 0;
        }

        return new StreamWindow(number, start, counts, [.. counts.Select((n, c) => n > 0 ? hits[c] / (double)n : (double?)null)]);
    }
}
