namespace Counterpoise.Streams;

/// <summary>
/// Prequential evaluation: every row is predicted first and learned from afterwards, and the recall of each class is followed with decay,
/// so that neither the common class nor the past covers up what happens to the rare one.
/// </summary>
/// <remarks>
/// R_c ← R_c + α_c (hit − R_c) at rows of class c alone. Reference: Gama, Sebastião and Rodrigues, "On evaluating stream learning
/// algorithms", Machine Learning 90, 2013, doi:10.1007/s10994-012-5320-9.
/// </remarks>
public sealed class PrequentialEvaluation
{
    private readonly double _decay;
    private readonly double[] _recalls, _weights;
    private long _rows;

    /// <summary>Begins an evaluation.</summary>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="decay">What older rows of a class keep of their weight at each further one, above 0 and at most 1. Default
    /// 0.99.</param>
    public PrequentialEvaluation(int classCount, double decay = 0.99)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (!(decay is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "expected a share above 0 and at most 1");
        }

        (_decay, _recalls, _weights) = (decay, new double[classCount], new double[classCount]);
    }

    /// <summary>Where the evaluation stands.</summary>
    public PrequentialPoint Point
    {
        get
        {
            double[] recalls = [.. _recalls.Select((r, c) => _weights[c] > 0 ? r : double.NaN)];
            double[] seen = [.. recalls.Where(r => !double.IsNaN(r))];
            var mean = seen.Length == 0 ? double.NaN : Math.Pow(seen.Aggregate(1.0, (p, r) => p * r), 1.0 / seen.Length);
            return new PrequentialPoint(_rows, recalls, mean);
        }
    }

    /// <summary>Takes a prediction.</summary>
    /// <param name="label">The row's class.</param>
    /// <param name="predicted">What it was taken for.</param>
    public void Add(int label, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)_recalls.Length, nameof(label));
        _rows++;
        _weights[label] = (_decay * _weights[label]) + 1;
        _recalls[label] += ((label == predicted ? 1 : 0) - _recalls[label]) / _weights[label];
    }

    /// <summary>Predicts and learns row after row.</summary>
    /// <param name="classifier">Learns as it goes.</param>
    /// <param name="stream">Rows with their classes, in order.</param>
    /// <param name="every">Rows between two points, at least 1.</param>
    /// <param name="decay">As for <see cref="PrequentialEvaluation(int, double)"/>.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>A point after every so many rows, and one at the end.</returns>
    public static IEnumerable<PrequentialPoint> Run(IOnlineClassifier classifier, IEnumerable<(double[] Features, int Label)> stream,
        int every = 1000, double decay = 0.99, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        return Points(classifier, stream, every, new PrequentialEvaluation(classifier.ClassCount, decay), cancellationToken);
    }

    private static IEnumerable<PrequentialPoint> Points(IOnlineClassifier classifier, IEnumerable<(double[] Features, int Label)> stream,
        int every, PrequentialEvaluation evaluation, CancellationToken cancellationToken)
    {
        var probabilities = new double[classifier.ClassCount];
        foreach (var (features, label) in stream)
        {
            cancellationToken.ThrowIfCancellationRequested();
            classifier.Predict(features, probabilities);
            evaluation.Add(label, Array.IndexOf(probabilities, probabilities.Max()));
            classifier.Learn(features, label);
            if (evaluation._rows % every == 0)
            {
                yield return evaluation.Point;
            }
        }

        if (evaluation._rows % every != 0)
        {
            yield return evaluation.Point;
        }
    }
}
