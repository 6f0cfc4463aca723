using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// How much a value of the target matters, from 0 to 1: cubic Hermite pieces between control points, clipped to [0, 1], and the end points'
/// relevance beyond them.
/// </summary>
/// <remarks>
/// <see cref="Of"/> takes the points of a box plot: relevance 1 from the whiskers on, 0 at the median. O(log points) a value. Reference:
/// Ribeiro and Moniz, "Imbalanced regression and extreme value prediction", Machine Learning 2020, doi:10.1007/s10994-020-05900-9;
/// quartiles are NumPy's.
/// </remarks>
public sealed class RelevanceFunction
{
    private readonly RelevancePoint[] _points;

    /// <summary>Makes the function of points of one's own.</summary>
    /// <param name="points">At least two points of different targets.</param>
    /// <exception cref="ArgumentException">There are fewer, two have one target, or a number is out of range.</exception>
    public RelevanceFunction(IReadOnlyList<RelevancePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        _points = [.. points.OrderBy(p => p.Target)];
        if (_points.Length < 2)
            throw new ArgumentException($"found {_points.Length} control points; a relevance function needs at least two", nameof(points));
        for (var i = 0; i < _points.Length; i++)
        {
            var (target, relevance, slope) = _points[i];
            if (!double.IsFinite(target) || !(relevance is >= 0 and <= 1) || !double.IsFinite(slope))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"control point ({target}, {relevance}, {slope}): expected a finite target and slope and a relevance from 0 to 1"),
                    nameof(points));
            if (i > 0 && target == _points[i - 1].Target)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"two control points have the target {target}: give each its own"), nameof(points));
        }
    }

    /// <summary>The control points, ascending by target.</summary>
    public IReadOnlyList<RelevancePoint> Points => _points;

    /// <summary>
    /// The points of a box plot of the targets: values beyond the whiskers have relevance 1, the median 0; a side without such values stays
    /// at 0.
    /// </summary>
    /// <param name="targets">Targets of training rows, at least one, finite.</param>
    /// <param name="side">Which extremes matter.</param>
    /// <param name="whisker">Longest whisker in interquartile ranges, above 0. Default 1.5.</param>
    /// <exception cref="ArgumentException">There is no target, one is not finite, or no value lies beyond the whiskers on a side that
    /// matters.</exception>
    public static RelevanceFunction Of(ReadOnlySpan<double> targets, ExtremeSide side = ExtremeSide.Both, double whisker = 1.5)
    {
        Samples.Require(targets, 1);
        if (!(whisker > 0 && double.IsFinite(whisker))) throw new ArgumentOutOfRangeException(nameof(whisker), whisker,
            "a whisker is a finite number of interquartile ranges above 0");
        var y = targets.ToArray();
        Array.Sort(y);
        double low = Percentiles.OfSorted(y, 0.25), median = Percentiles.OfSorted(y, 0.5), high = Percentiles.OfSorted(y, 0.75);
        var (floor, ceiling) = (low - (whisker * (high - low)), high + (whisker * (high - low)));
        var isLow = side != ExtremeSide.High && y[0] < floor;
        var isHigh = side != ExtremeSide.Low && y[^1] > ceiling;
        if (!isLow && !isHigh)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"no target lies beyond the whiskers ({floor:G6} to {ceiling:G6}) on a side that matters: say what is rare with control "
                + $"points of your own, or a shorter whisker"), nameof(targets));
        var first = isLow ? new RelevancePoint(y.First(v => v >= floor), 1) : new RelevancePoint(y[0], 0);
        var last = isHigh ? new RelevancePoint(y.Last(v => v <= ceiling), 1) : new RelevancePoint(y[^1], 0);
        // A whisker may end at the median itself; the extreme side then begins right beside it.
        var points = new List<RelevancePoint> { new(median, 0) };
        if (first.Target < median) points.Add(first);
        else if (isLow) points.Add(new RelevancePoint(y.Last(v => v < floor), 1));
        if (last.Target > median) points.Add(last);
        else if (isHigh) points.Add(new RelevancePoint(y.First(v => v > ceiling), 1));
        return new RelevanceFunction(points);
    }

    /// <summary>The relevance of a value.</summary>
    /// <param name="target">A finite value.</param>
    public double At(double target)
    {
        if (target <= _points[0].Target) return _points[0].Relevance;
        if (target >= _points[^1].Target) return _points[^1].Relevance;
        var after = Array.FindIndex(_points, p => p.Target > target);
        var (a, b) = (_points[after - 1], _points[after]);
        var width = b.Target - a.Target;
        var s = (target - a.Target) / width;
        var (s2, s3) = (s * s, s * s * s);
        var value = (a.Relevance * ((2 * s3) - (3 * s2) + 1)) + (a.Slope * width * (s3 - (2 * s2) + s))
            + (b.Relevance * ((3 * s2) - (2 * s3))) + (b.Slope * width * (s3 - s2));
        return Math.Clamp(value, 0, 1);
    }

    /// <summary>The relevance of each value.</summary>
    /// <param name="targets">Finite values.</param>
    public double[] At(ReadOnlySpan<double> targets)
    {
        var relevance = new double[targets.Length];
        for (var i = 0; i < relevance.Length; i++) relevance[i] = At(targets[i]);
        return relevance;
    }
}
