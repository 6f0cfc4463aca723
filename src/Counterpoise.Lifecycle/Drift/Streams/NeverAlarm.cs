namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Never alarms: what a detector must beat to be worth running at all.</summary>
public sealed class NeverAlarm : IStreamDetector
{
    /// <inheritdoc/>
    public string Name => "never";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Finite;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireFinite(value, Name);
        return DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset()
    {
    }

    /// <inheritdoc/>
    public double[] GetState() => [];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state) => StreamValue.RequireState(state, 0, Name);
}
