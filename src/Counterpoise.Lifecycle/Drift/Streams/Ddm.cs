namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// DDM: alarms when the error rate p of all rows since the last alarm is significantly above its smallest value,
/// p + s &gt; p_min + 3 s_min with s = sqrt(p (1 − p) / n).
/// </summary>
/// <remarks>
/// O(1) a value. Reference: Gama, Medas, Castillo and Rodrigues, "Learning with drift detection", SBIA 2004,
/// doi:10.1007/978-3-540-28645-5_29. Different from it: the minima are kept from the first error on and alarms need
/// <see cref="DdmOptions.MinimumErrors"/> errors, because a stream that begins without an error has p_min = s_min = 0 and would alarm at
/// the first one. It watches the error over all classes: where the minority is rare its recall can fall to 0 unseen; see
/// <see cref="DdmOci"/>.
/// </remarks>
public sealed class Ddm : IStreamDetector
{
    private readonly DdmOptions _options;
    private double _rows, _errors, _smallestRate, _smallestDeviation;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public Ddm(DdmOptions? options = null)
    {
        _options = options ?? new DdmOptions();
        _options.Validate();
        Reset();
    }

    /// <inheritdoc/>
    public string Name => "ddm";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Errors;

    /// <summary>The smallest error rate since the last alarm, p_min; ∞ before the first test.</summary>
    public double SmallestRate => _smallestRate;

    /// <summary>The standard deviation of <see cref="SmallestRate"/>, s_min.</summary>
    public double SmallestDeviation => _smallestDeviation;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireError(value, Name);
        if (_drifted) Reset();
        _rows++;
        _errors += value;
        if (_rows < _options.MinimumRows) return DriftLevel.NotTested;
        var rate = _errors / _rows;
        var deviation = Math.Sqrt(rate * (1 - rate) / _rows);
        if (_errors >= Math.Min(1, _options.MinimumErrors) && rate + deviation < _smallestRate + _smallestDeviation)
            (_smallestRate, _smallestDeviation) = (rate, deviation);
        if (_errors < _options.MinimumErrors) return DriftLevel.NotTested;
        _drifted = rate + deviation > _smallestRate + (_options.DriftDeviations * _smallestDeviation);
        if (_drifted) return DriftLevel.Drift;
        return rate + deviation > _smallestRate + (_options.WarningDeviations * _smallestDeviation) ? DriftLevel.Warning
            : DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        (_rows, _errors, _drifted) = (0, 0, false);
        (_smallestRate, _smallestDeviation) = (double.PositiveInfinity, 0);
    }

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _errors, _smallestRate, _smallestDeviation, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 5, Name);
        (_rows, _errors, _smallestRate, _smallestDeviation, _drifted) = (state[0], state[1], state[2], state[3], state[4] != 0);
    }
}
