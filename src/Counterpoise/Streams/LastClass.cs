namespace Counterpoise.Streams;

/// <summary>
/// Predicts the class of the last row that was learned, whatever the features: where classes come in runs, a classifier that does not beat
/// it has learned nothing but that.
/// </summary>
/// <remarks>Reference: Žliobaitė, Bifet, Read, Pfahringer and Holmes, "Evaluation methods and decision theory for classification of
/// streaming data with temporal dependence", Machine Learning 98, 2015, doi:10.1007/s10994-014-5441-4 (the no-change classifier).</remarks>
/// <param name="classCount">C, at least 2.</param>
public sealed class LastClass(int classCount) : IOnlineClassifier
{
    private int? _last;

    /// <inheritdoc/>
    public int ClassCount => classCount;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> features, Span<double> probabilities)
    {
        probabilities.Fill(_last is null ? 1.0 / classCount : 0);
        if (_last is { } last)
            probabilities[last] = 1;
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, int label, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)classCount, nameof(label));
        _last = label;
    }
}
