namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// The ratios of sums over rows of which the errors of <see cref="RegressionMetrics"/> and of the bins of
/// <see cref="RegressionEvaluation"/> are made, so that a draw of a bootstrap is one pass.
/// </summary>
internal sealed class RegressionSums(int bins)
{
    private readonly ErrorRatio[] _binAbsolute = new ErrorRatio[bins];
    private readonly ErrorRatio[] _binSquared = new ErrorRatio[bins];
    private readonly ErrorRatio[] _binSigned = new ErrorRatio[bins];
    private ErrorRatio _absolute, _squared, _unexplained, _relevant, _sera, _rareAbsolute, _rareSquared;

    /// <summary>Adds a row.</summary>
    /// <param name="error">ŷ − y.</param>
    /// <param name="target">y less the mean of all rows.</param>
    /// <param name="relevance">φ(y).</param>
    /// <param name="isRare">Whether the target is rare.</param>
    /// <param name="bin">The bin of its relevance.</param>
    public void Add(double error, double target, double relevance, bool isRare, int bin)
    {
        var (absolute, squared) = (Math.Abs(error), error * error);
        _absolute.Add(absolute, 1);
        _squared.Add(squared, 1);
        _unexplained.Add(squared, target * target);
        _relevant.Add(relevance * squared, relevance);
        _sera.Add(relevance * squared, 1);
        if (isRare)
        {
            _rareAbsolute.Add(absolute, 1);
            _rareSquared.Add(squared, 1);
        }

        _binAbsolute[bin].Add(absolute, 1);
        _binSquared[bin].Add(squared, 1);
        _binSigned[bin].Add(error, 1);
    }

    /// <summary>
    /// The ratio of a metric: the square of those that are roots, 1 − R², SERA per row.
    /// </summary>
    public ErrorRatio Metric(string key) => key switch
    {
        RegressionMetrics.RelevanceWeighted => _relevant,
        RegressionMetrics.RareRootMeanSquared => _rareSquared,
        RegressionMetrics.RareMeanAbsolute => _rareAbsolute,
        RegressionMetrics.RootMeanSquared => _squared,
        RegressionMetrics.MeanAbsolute => _absolute,
        RegressionMetrics.RSquared => _unexplained,
        RegressionMetrics.Sera => _sera,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "expected a key of RegressionMetrics"),
    };

    /// <summary>Mean of |ŷ − y| of a bin.</summary>
    public ErrorRatio Absolute(int bin) => _binAbsolute[bin];

    /// <summary>Mean of (ŷ − y)² of a bin.</summary>
    public ErrorRatio Squared(int bin) => _binSquared[bin];

    /// <summary>Mean of ŷ − y of a bin.</summary>
    public ErrorRatio Bias(int bin) => _binSigned[bin];
}
