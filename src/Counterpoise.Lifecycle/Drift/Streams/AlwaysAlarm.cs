namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Alarms at every value: what a detector must beat to say more than that something may have changed.</summary>
public sealed class AlwaysAlarm : IStreamDetector
{
    /// <inheritdoc/>
    public string Name => "always";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Finite;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireFinite(value, Name);
        return DriftLevel.Drift;
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
