namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>An exponentially weighted mean with the sum of its squared weights, which McDiarmid's bound needs.</summary>
internal struct MovingMean
{
    public double Mean;

    /// <summary>Σ of squared weights; 0 before the first value.</summary>
    public double SquaredWeights;

    public readonly bool IsEmpty => SquaredWeights == 0;

    public void Add(double value, double weight)
    {
        Mean = IsEmpty ? value : (weight * value) + ((1 - weight) * Mean);
        SquaredWeights = IsEmpty ? 1 : (weight * weight) + ((1 - weight) * (1 - weight) * SquaredWeights);
    }
}
