namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// HDDM-A: alarms when the mean of all values exceeds that up to the best cut point by more than Hoeffding's bound,
/// x̄ − x̄_cut ≥ sqrt((n − n_cut) / (n_cut n) · ln(2/α) / 2). It is made for sudden changes, and needs no model of the values but their
/// range.
/// </summary>
/// <remarks>
/// O(1) a value. The cut point is where x̄ + sqrt(ln(1/α) / 2n) was smallest. Reference: Frías-Blanco, del Campo-Ávila, Ramos-Jiménez,
/// Morales-Bueno, Ortiz-Díaz and Caballero-Mota, "Online and non-parametric drift detection methods based on Hoeffding's bounds", IEEE
/// TKDE 2015, doi:10.1109/TKDE.2014.2345382. One-sided, as MOA's default.
/// </remarks>
public sealed class HddmA : IStreamDetector
{
    private readonly HddmAOptions _options;
    private readonly double _driftFactor, _warningFactor, _cutFactor;
    private double _rows, _sum, _cutRows, _cutSum;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public HddmA(HddmAOptions? options = null)
    {
        _options = options ?? new HddmAOptions();
        _options.Validate();
        _driftFactor = Math.Log(2 / _options.DriftConfidence) / 2;
        _warningFactor = Math.Log(2 / _options.WarningConfidence) / 2;
        _cutFactor = Math.Log(1 / _options.DriftConfidence) / 2;
    }

    /// <inheritdoc/>
    public string Name => "hddm-a";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.UnitInterval;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireUnit(value, Name);
        if (_drifted) Reset();
        _rows++;
        _sum += value;
        var mean = _sum / _rows;
        if (_cutRows == 0 || (_cutSum / _cutRows) + Math.Sqrt(_cutFactor / _cutRows) >= mean + Math.Sqrt(_cutFactor / _rows))
            (_cutRows, _cutSum) = (_rows, _sum);
        if (_cutRows == _rows) return _rows == 1 ? DriftLevel.NotTested : DriftLevel.Stable;
        var rise = mean - (_cutSum / _cutRows);
        var spread = (_rows - _cutRows) / _cutRows / _rows;
        _drifted = rise >= Math.Sqrt(spread * _driftFactor);
        return _drifted ? DriftLevel.Drift : rise >= Math.Sqrt(spread * _warningFactor) ? DriftLevel.Warning : DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset() => (_rows, _sum, _cutRows, _cutSum, _drifted) = (0, 0, 0, 0, false);

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _sum, _cutRows, _cutSum, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 5, Name);
        (_rows, _sum, _cutRows, _cutSum, _drifted) = (state[0], state[1], state[2], state[3], state[4] != 0);
    }
}
