namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Alarms every so many values, whatever they are: the retraining by the calendar that a detector must beat.</summary>
public sealed class PeriodicAlarm : IStreamDetector
{
    private readonly int _period;
    private double _rows;

    /// <summary>Creates the detector.</summary>
    /// <param name="period">Values from one alarm to the next, at least 1.</param>
    public PeriodicAlarm(int period = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
    }

    /// <inheritdoc/>
    public string Name => "periodic";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Finite;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireFinite(value, Name);
        _rows = (_rows + 1) % _period;
        return _rows == 0 ? DriftLevel.Drift : DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset() => _rows = 0;

    /// <inheritdoc/>
    public double[] GetState() => [_rows];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 1, Name);
        _rows = state[0];
    }
}
