namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Sums over rows of which the errors of <see cref="RegressionMetrics"/> and of the bins of <see cref="RegressionEvaluation"/> follow, so
/// that a draw of a bootstrap is one pass.
/// </summary>
internal sealed class RegressionSums
{
    private readonly (int Rows, double Absolute, double Squared, double Signed)[] _bins;
    private int _rows, _rare;
    private double _absolute, _squared, _target, _targetSquared, _relevance, _relevantSquared, _rareAbsolute, _rareSquared;

    public RegressionSums(int bins) => _bins = new (int, double, double, double)[bins];

    /// <summary>Adds a row.</summary>
    /// <param name="error">ŷ − y.</param>
    /// <param name="target">y less a number near the mean of all, which keeps their spread exact.</param>
    /// <param name="relevance">φ(y).</param>
    /// <param name="isRare">Whether the target is rare.</param>
    /// <param name="bin">The bin of its relevance.</param>
    public void Add(double error, double target, double relevance, bool isRare, int bin)
    {
        var (absolute, squared) = (Math.Abs(error), error * error);
        _rows++;
        _absolute += absolute;
        _squared += squared;
        _target += target;
        _targetSquared += target * target;
        _relevance += relevance;
        _relevantSquared += relevance * squared;
        if (isRare)
        {
            _rare++;
            _rareAbsolute += absolute;
            _rareSquared += squared;
        }

        ref var own = ref _bins[bin];
        own = (own.Rows + 1, own.Absolute + absolute, own.Squared + squared, own.Signed + error);
    }

    /// <summary>A metric by its key; NaN where it has no value.</summary>
    public double Metric(string key) => key switch
    {
        RegressionMetrics.RelevanceWeighted => Math.Sqrt(_relevantSquared / _relevance),
        RegressionMetrics.RareRootMeanSquared => Math.Sqrt(_rareSquared / _rare),
        RegressionMetrics.RareMeanAbsolute => _rareAbsolute / _rare,
        RegressionMetrics.RootMeanSquared => Math.Sqrt(_squared / _rows),
        RegressionMetrics.MeanAbsolute => _absolute / _rows,
        RegressionMetrics.RSquared => 1 - (_squared / (_targetSquared - (_target * _target / _rows))),
        RegressionMetrics.Sera => _relevantSquared,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "expected a key of RegressionMetrics"),
    };

    /// <summary>Mean of |ŷ − y|, root of the mean of (ŷ − y)² and mean of ŷ − y of a bin; NaN without rows.</summary>
    public (double Absolute, double Squared, double Bias) Bin(int bin)
    {
        var (rows, absolute, squared, signed) = _bins[bin];
        return (absolute / rows, Math.Sqrt(squared / rows), signed / rows);
    }
}
