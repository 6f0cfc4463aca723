namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// EDDM: alarms when the distance between two errors shrinks, (p' + 2 s') / max(p' + 2 s') &lt; .9, with p' the mean and s' the standard
/// deviation of the distances since the last alarm. It is made for slow changes.
/// </summary>
/// <remarks>
/// O(1) a value. Reference: Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà and Morales-Bueno, "Early drift detection method",
/// 4th International Workshop on Knowledge Discovery from Data Streams 2006. The ratio is no test: its false alarms do not become fewer
/// with more rows, so compare it at an equal rate of false alarms.
/// </remarks>
public sealed class Eddm : IStreamDetector
{
    private readonly EddmOptions _options;
    private double _rows, _errors, _lastError, _mean, _squares, _largest;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public Eddm(EddmOptions? options = null)
    {
        _options = options ?? new EddmOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "eddm";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Errors;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireError(value, Name);
        if (_drifted) Reset();
        _rows++;
        if (value == 1) AddDistance();
        if (_errors < _options.MinimumErrors) return DriftLevel.NotTested;
        var reach = _mean + (2 * Math.Sqrt(_squares / _errors));
        _largest = Math.Max(_largest, reach);
        var ratio = reach / _largest;
        _drifted = ratio < _options.DriftRatio;
        return _drifted ? DriftLevel.Drift : ratio < _options.WarningRatio ? DriftLevel.Warning : DriftLevel.Stable;
    }

    private void AddDistance()
    {
        var distance = _rows - _lastError;
        _errors++;
        _lastError = _rows;
        var before = _mean;
        _mean += (distance - before) / _errors;
        _squares += (distance - before) * (distance - _mean);
    }

    /// <inheritdoc/>
    public void Reset() => (_rows, _errors, _lastError, _mean, _squares, _largest, _drifted) = (0, 0, 0, 0, 0, 0, false);

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _errors, _lastError, _mean, _squares, _largest, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 7, Name);
        (_rows, _errors, _lastError) = (state[0], state[1], state[2]);
        (_mean, _squares, _largest, _drifted) = (state[3], state[4], state[5], state[6] != 0);
    }
}
