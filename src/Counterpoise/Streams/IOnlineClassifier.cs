namespace Counterpoise.Streams;

/// <summary>A classifier that learns one row after the other.</summary>
public interface IOnlineClassifier
{
    /// <summary>Number of classes, C.</summary>
    int ClassCount { get; }

    /// <summary>Probabilities of a row, from what was learned so far.</summary>
    /// <param name="features">d finite numbers.</param>
    /// <param name="probabilities">C places that are filled.</param>
    void Predict(ReadOnlySpan<double> features, Span<double> probabilities);

    /// <summary>Learns from a row.</summary>
    /// <param name="features">d finite numbers.</param>
    /// <param name="label">Its class.</param>
    /// <param name="weight">How often it counts, at least 0.</param>
    void Learn(ReadOnlySpan<double> features, int label, double weight = 1);
}
