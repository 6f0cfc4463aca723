namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// Page and Hinkley's test: alarms when the sum of deviations above the running mean, m_t = Σ (x_i − x̄_i − δ), has risen by more than λ
/// from its lowest point.
/// </summary>
/// <remarks>
/// O(1) a value, and the only one here that takes values of any size. References: Page, "Continuous inspection schemes", Biometrika 1954,
/// doi:10.1093/biomet/41.1-2.100; Hinkley, "Inference about the change-point from cumulative sum tests", Biometrika 1971,
/// doi:10.1093/biomet/58.3.509. The sum is not faded (α = 1).
/// </remarks>
public sealed class PageHinkley : IStreamDetector
{
    private readonly PageHinkleyOptions _options;
    private double _rows, _mean, _sum, _lowest;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public PageHinkley(PageHinkleyOptions? options = null)
    {
        _options = options ?? new PageHinkleyOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "page-hinkley";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.Finite;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireFinite(value, Name);
        if (_drifted) Reset();
        _rows++;
        _mean += (value - _mean) / _rows;
        _sum += value - _mean - _options.Tolerance;
        _lowest = Math.Min(_lowest, _sum);
        if (_rows < _options.MinimumRows) return DriftLevel.NotTested;
        var rise = _sum - _lowest;
        _drifted = rise > _options.Threshold;
        return _drifted ? DriftLevel.Drift : rise > _options.WarningShare * _options.Threshold ? DriftLevel.Warning : DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset() => (_rows, _mean, _sum, _lowest, _drifted) = (0, 0, 0, 0, false);

    /// <inheritdoc/>
    public double[] GetState() => [_rows, _mean, _sum, _lowest, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 5, Name);
        (_rows, _mean, _sum, _lowest, _drifted) = (state[0], state[1], state[2], state[3], state[4] != 0);
    }
}
