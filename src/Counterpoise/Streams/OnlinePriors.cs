namespace Counterpoise.Streams;

/// <summary>Predicts the class priors of all rows that were learned, so the most frequent class: the floor of a
/// comparison.</summary>
/// <param name="classCount">C, at least 2.</param>
public sealed class OnlinePriors(int classCount) : IOnlineClassifier
{
    private readonly double[] _counts = new double[classCount];

    /// <inheritdoc/>
    public int ClassCount => classCount;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> features, Span<double> probabilities)
    {
        var all = _counts.Sum();
        for (var c = 0; c < classCount; c++)
        {
            probabilities[c] = all > 0 ? _counts[c] / all : 1.0 / classCount;
        }
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, int label, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)classCount, nameof(label));
        _counts[label] += weight;
    }
}
