namespace Counterpoise.ImbalancedRegression;

/// <summary>A ratio of two sums over rows, such as Σ φ e² / Σ φ, with its standard error by linearisation.</summary>
internal struct ErrorRatio
{
    private double _above, _below, _aboveSquared, _mixed, _belowSquared;

    /// <summary>The ratio; NaN where nothing stands below.</summary>
    public readonly double Value => _below > 0 ? _above / _below : double.NaN;

    /// <summary>√Σ (a − value · b)² / Σ b.</summary>
    public readonly double StandardError
    {
        get
        {
            var value = Value;
            return Math.Sqrt(Math.Max(0, _aboveSquared - (2 * value * _mixed) + (value * value * _belowSquared))) / _below;
        }
    }

    /// <summary>Adds a row.</summary>
    public void Add(double above, double below)
    {
        _above += above;
        _below += below;
        _aboveSquared += above * above;
        _mixed += above * below;
        _belowSquared += below * below;
    }
}
