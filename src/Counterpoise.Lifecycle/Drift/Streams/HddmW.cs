namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// HDDM-W: alarms when the weighted mean since the best cut point exceeds that before it by more than McDiarmid's bound,
/// x̂₂ − x̂₁ &gt; sqrt((v₁ + v₂) ln(1/α) / 2), with v the sums of squared weights of the two means. It is made for slow changes.
/// </summary>
/// <remarks>
/// O(1) a value. The cut point is where x̂ + sqrt(v ln(1/α) / 2) was smallest. Reference: that of <see cref="HddmA"/>. One-sided, as MOA's
/// default; warnings have a cut point of their own there too.
/// </remarks>
public sealed class HddmW : IStreamDetector
{
    private readonly HddmWOptions _options;
    private readonly double _driftFactor, _warningFactor;
    private MovingMean _all;
    private Side _drift, _warning;
    private bool _drifted;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public HddmW(HddmWOptions? options = null)
    {
        _options = options ?? new HddmWOptions();
        _options.Validate();
        _driftFactor = Math.Log(1 / _options.DriftConfidence) / 2;
        _warningFactor = Math.Log(1 / _options.WarningConfidence) / 2;
        Reset();
    }

    /// <inheritdoc/>
    public string Name => "hddm-w";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.UnitInterval;

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireUnit(value, Name);
        if (_drifted) Reset();
        var first = _all.IsEmpty;
        _all.Add(value, _options.Weight);
        _drift.Add(value, _all, _driftFactor, _options.Weight);
        _warning.Add(value, _all, _warningFactor, _options.Weight);
        _drifted = _drift.Rises(_driftFactor);
        if (_drifted) return DriftLevel.Drift;
        return first ? DriftLevel.NotTested : _warning.Rises(_warningFactor) ? DriftLevel.Warning : DriftLevel.Stable;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _all = default;
        _drift = _warning = new Side { Lowest = double.PositiveInfinity };
        _drifted = false;
    }

    /// <inheritdoc/>
    public double[] GetState() => [_all.Mean, _all.SquaredWeights, .. _drift.State, .. _warning.State, _drifted ? 1 : 0];

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, 13, Name);
        _all = new MovingMean { Mean = state[0], SquaredWeights = state[1] };
        (_drift, _warning, _drifted) = (Side.From(state[2..7]), Side.From(state[7..12]), state[12] != 0);
    }

    /// <summary>The means before and after a cut point.</summary>
    private struct Side
    {
        public double Lowest;
        private MovingMean _before, _after;

        public void Add(double value, MovingMean all, double factor, double weight)
        {
            var bound = all.Mean + Math.Sqrt(all.SquaredWeights * factor);
            if (bound < Lowest)
                (Lowest, _before, _after) = (bound, all, default);
            else
                _after.Add(value, weight);
        }

        public readonly bool Rises(double factor) =>
            !_after.IsEmpty && _after.Mean - _before.Mean > Math.Sqrt((_before.SquaredWeights + _after.SquaredWeights) * factor);

        public readonly double[] State => [Lowest, _before.Mean, _before.SquaredWeights, _after.Mean, _after.SquaredWeights];

        public static Side From(ReadOnlySpan<double> s) => new()
        {
            Lowest = s[0],
            _before = new MovingMean { Mean = s[1], SquaredWeights = s[2] },
            _after = new MovingMean { Mean = s[3], SquaredWeights = s[4] },
        };
    }
}
