namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// ADWIN: keeps a window of the newest values for as long as no cut leaves two parts whose means differ by more than
/// ε = sqrt(2/m · σ² ln(2/δ')) + 2/(3m) · ln(2/δ'), with 1/m = 1/n₀ + 1/n₁ and δ' = δ / ln n. Older values are dropped while one does.
/// </summary>
/// <remarks>
/// O(M log n) memory and, every <see cref="AdwinOptions.TestEvery"/> values, time. It alarms where the newer part has the higher mean; a
/// fall only shortens the window. Reference: Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007,
/// doi:10.1137/1.9781611972771.42. After an alarm it keeps the newer part instead of starting anew.
/// </remarks>
public sealed class Adwin : IStreamDetector
{
    private readonly AdwinOptions _options;
    private readonly AdwinBuckets _buckets;
    private double _sinceTest;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public Adwin(AdwinOptions? options = null)
    {
        _options = options ?? new AdwinOptions();
        _options.Validate();
        _buckets = new AdwinBuckets(_options.BucketsPerSize);
    }

    /// <inheritdoc/>
    public string Name => "adwin";

    /// <inheritdoc/>
    public StreamValues Takes => StreamValues.UnitInterval;

    /// <summary>Number of values in the window.</summary>
    public long Width => (long)_buckets.Width;

    /// <summary>Mean of the window; NaN while it is empty.</summary>
    public double Mean => _buckets.Sum / _buckets.Width;

    /// <summary>The bound ε of one cut.</summary>
    /// <param name="older">Values before the cut, n₀, at least 1.</param>
    /// <param name="newer">Values after it, n₁, at least 1.</param>
    /// <param name="variance">Variance of the window, σ².</param>
    /// <param name="delta">δ, in (0, 1).</param>
    public static double Bound(long older, long newer, double variance, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(older, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(newer, 1);
        return Bound((double)older, newer, variance, LogTerm(older + newer, delta));
    }

    internal static double Bound(double older, double newer, double variance, double logTerm)
    {
        var inverse = (1 / older) + (1 / newer);
        return Math.Sqrt(2 * inverse * variance * logTerm) + (2.0 / 3 * inverse * logTerm);
    }

    /// <inheritdoc/>
    public DriftLevel Add(double value)
    {
        StreamValue.RequireUnit(value, Name);
        _buckets.Add(value);
        _sinceTest++;
        if (_buckets.Width < 2 * _options.MinimumSide) return DriftLevel.NotTested;
        if (_sinceTest < _options.TestEvery) return DriftLevel.Stable;
        _sinceTest = 0;
        return Shrink() ? DriftLevel.Drift : DriftLevel.Stable;
    }

    /// <summary>Drops what is too old; true if the values have risen.</summary>
    private bool Shrink()
    {
        var risen = false;
        while (_buckets.Width >= 2 * _options.MinimumSide && _buckets.FindCut(_options.MinimumSide,
            LogTerm(_buckets.Width, _options.Delta), out var rise))
        {
            risen |= rise > 0;
            _buckets.DropOldest();
        }

        return risen;
    }

    private static double LogTerm(double width, double delta) => Math.Log(2 * Math.Log(width) / delta);

    /// <inheritdoc/>
    public void Reset()
    {
        _buckets.Clear();
        _sinceTest = 0;
    }

    /// <inheritdoc/>
    public double[] GetState()
    {
        var state = new List<double> { _sinceTest };
        _buckets.Write(state);
        return [.. state];
    }

    /// <inheritdoc/>
    public void SetState(ReadOnlySpan<double> state)
    {
        StreamValue.RequireState(state, state.Length, Name);
        if (state.Length > 1 && _buckets.TryRead(state[1..]))
        {
            _sinceTest = state[0];
            return;
        }

        Reset();
        StreamValue.RefuseState(state.Length, 6, Name);
    }
}
