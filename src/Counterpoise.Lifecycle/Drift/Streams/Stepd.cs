using MathNet.Numerics.Distributions;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// STEPD: compares the error rate of the last W rows with that of the rows before by the test of equal proportions,
/// z = (|e_r − e_o| − ½(1/n_o + 1/n_r)) / sqrt(p̂(1 − p̂)(1/n_o + 1/n_r)), and alarms when the recent rate is significantly higher.
/// </summary>
/// <remarks>
/// O(1) a value. Reference: Nishida and Yamauchi, "Detecting concept drift using statistical testing", Discovery Science 2007,
/// doi:10.1007/978-3-540-75488-6_27. The p-value is two-sided, as its levels of .05 and .003 (two and three standard deviations) suppose.
/// </remarks>
public sealed class Stepd : IStreamDetector
{
    private readonly StepdOptions _options;
    private readonly double _driftDeviations, _warningDeviations;
    private readonly double[] _recent;
    private double _rows, _olderErrors, _recentErrors;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public Stepd(StepdOptions? options = null)
    {
        _options = options ?? new StepdOptions();
        _options.Validate();
        _recent = new double[_options.Window];
        _driftDeviations = -Normal.InvCDF(0, 1, _options.DriftSignificance / 2);
        _warningDeviations = -Normal.InvCDF(0, 1, _options.WarningSignificance / 2);
    }

    /// <inheritdoc/>
    public string Name => "stepd";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Errors;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireError(value, Name);
        if (_drifted) Reset();
        ref var slot = ref _recent[(int)(_rows % _recent.Length)];
        if (_rows >= _recent.Length)
        {
            _olderErrors += slot;
            _recentErrors -= slot;
        }

        slot = value;
        _recentErrors += value;
        _rows++;
        if (_rows < 2 * _recent.Length) return DriftLevel.NotTested;
        var z = Deviations();
        _drifted = z > _driftDeviations;
        return _drifted ? DriftLevel.Drift : z > _warningDeviations ? DriftLevel.Warning : DriftLevel.Stable;
    }

    private double Deviations()
    {
        double recent = _recent.Length, older = _rows - recent, inverse = (1 / older) + (1 / recent);
        var pooled = (_olderErrors + _recentErrors) / _rows;
        var rise = (_recentErrors / recent) - (_olderErrors / older) - (inverse / 2);
        return rise <= 0 ? 0 : rise / Math.Sqrt(pooled * (1 - pooled) * inverse);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        (_rows, _olderErrors, _recentErrors, _drifted) = (0, 0, 0, false);
        Array.Clear(_recent);
    }

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _olderErrors, _recentErrors, _drifted ? 1 : 0, .. _recent];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 4 + _recent.Length, Name);
        if (!(state[0] >= 0 && state[0] == Math.Floor(state[0]) && double.IsFinite(state[0]))) StreamValue.RefuseState(state.Length,
            4 + _recent.Length, Name);
        (_rows, _olderErrors, _recentErrors, _drifted) = (state[0], state[1], state[2], state[3] != 0);
        state[4..].CopyTo(_recent);
    }
}
