using Counterpoise.Statistics;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Metrics;

/// <summary>
/// The score interval of the area under the ROC curve: all θ with |A − θ| ≤ z·√(ρ·V(θ)), where V(θ) is the variance by Hanley and McNeil in
/// the form of Newcombe, V(θ) = θ(1−θ)(1 + (N−1)((1−θ)/(2−θ) + θ/(1+θ)))/(mn) with N = (m+n)/2, for m positives and n negatives. It
/// stays inside [0, 1] and has a length also where a sample is ranked without an error, where draws of rows (a bootstrap) have none.
/// ρ = (k·r + 15)/(k + 15) moves V towards the variance by DeLong as far as the k = min(m, n) rows of the smaller side can tell it:
/// r is their ratio at A.
/// </summary>
/// <remarks>
/// <para>Weighted rows count as m = (Σw)²/Σw² positives (Kish), and so the negatives; the variance by DeLong takes each row by its weight,
/// and one row more on each side, ranked no better than by chance, that is as much heavier than the mean as the heaviest is: the sample
/// need not hold the heavy rows that are ranked badly. Of a class that has no heavy row in the sample nothing tells of them, and the
/// interval is then too narrow.</para>
/// <para>Several classes: the mean A of K areas, each of one class against the rest, from A − L/K to A + U/K, where
/// L² = ∑∑ r(c, d)·l(c)·l(d), l(c) is how far the area of class c reaches down and r(c, d) how the areas of two classes go together
/// (Zou and Donner's recovery of variances), and so U. A class without rows takes no part.</para>
/// <para>O(K·n log n). How often it holds the true area is measured in docs/results/interval-coverage.md. References: Newcombe,
/// "Confidence intervals for an effect size measure based on the Mann–Whitney statistic. Part 2", Statistics in Medicine 2006,
/// doi:10.1002/sim.2324; DeLong, DeLong and Clarke-Pearson, Biometrics 1988, doi:10.2307/2531595; Zou and Donner, Statistics in Medicine
/// 2008, doi:10.1002/sim.3095. The move from one variance to the other, and the heavier row, are ours.</para>
/// </remarks>
public static class AurocInterval
{
    // From so many rows of the smaller side on, their own variance counts more than that of the formula.
    private const double TrustedRows = 15;

    // Halvings of [0, 1] down to the last bit of a double.
    private const int Halvings = 54;

    /// <summary>Computes the interval of <see cref="Auroc"/> for a set of predictions.</summary>
    /// <param name="predictions">Rows with probabilities.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <returns>The interval, or null where the area is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of range.</exception>
    public static Interval? Of(PredictionSet predictions, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Interval.CheckConfidence(confidence);
        if (predictions.Probabilities is null) return null;
        int[] classes = predictions.ClassCount == 2 ? [predictions.PositiveClass] : [.. Enumerable.Range(0, predictions.ClassCount)];
        var areas = classes.Select(c => AurocVariance.Of(predictions, c)).OfType<AurocVariance>().ToArray();
        return areas.Length == 0 || (areas.Length < classes.Length && predictions.AbsentClasses == AbsentClassPolicy.Undefined) ? null
            : OfMean(areas, predictions, confidence);
    }

    /// <summary>Computes the interval of the area of one class against the rest.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; null where every row counts 1.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <returns>The interval, or null if one side is empty.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight or the confidence is wrong.</exception>
    public static Interval? Of(IReadOnlyList<int> labels, IReadOnlyList<double> scores, int positiveClass = 1,
        IReadOnlyList<double>? weights = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        Interval.CheckConfidence(confidence);
        int[] all = [.. labels];
        double[] ranked = [.. scores];
        double[]? counted = weights is null ? null : [.. weights];
        // The same refusals as those of the area itself.
        _ = Auroc.Of(all, ranked, positiveClass, counted);
        return AurocVariance.Of(all, ranked, positiveClass, counted) is { } area ? OfOne(area, confidence) : null;
    }

    private static Interval OfMean(AurocVariance[] areas, PredictionSet predictions, double confidence)
    {
        if (areas is [var only] && predictions.ClassCount == 2) return OfOne(only, confidence);
        // Classes that the policy counts as 0 are sure to be 0.
        var count = predictions.AbsentClasses == AbsentClassPolicy.Zero ? predictions.ClassCount : areas.Length;
        var (down, up) = (new double[predictions.Count], new double[predictions.Count]);
        var (apartDown, apartUp) = (0.0, 0.0);
        foreach (var area in areas)
        {
            var one = OfOne(area, confidence);
            var (l, u, length) = (area.Area - one.Lower, one.Upper - area.Area, Math.Sqrt(area.Influence.Sum(v => v * v)));
            if (length == 0) (apartDown, apartUp) = (apartDown + (l * l), apartUp + (u * u));
            for (var i = 0; i < down.Length && length > 0; i++)
            {
                down[i] += l * area.Influence[i] / length;
                up[i] += u * area.Influence[i] / length;
            }
        }

        var mean = areas.Sum(a => a.Area) / count;
        return new Interval(Math.Max(0, mean - (Math.Sqrt(apartDown + down.Sum(v => v * v)) / count)),
            Math.Min(1, mean + (Math.Sqrt(apartUp + up.Sum(v => v * v)) / count)), confidence);
    }

    private static Interval OfOne(AurocVariance area, double confidence)
    {
        var z = Normal.InvCDF(0, 1, 0.5 + (confidence / 2));
        var (a, k) = (area.Area, Math.Min(area.Positives, area.Negatives));
        var formula = ByFormula(a, area.Positives, area.Negatives);
        var ratio = formula > 0 ? area.Variance / formula : 1;
        var scale = ((k * ratio) + TrustedRows) / (k + TrustedRows);
        double Reach(double at) => z * Math.Sqrt(scale * ByFormula(at, area.Positives, area.Negatives));
        return new Interval(a == 0 ? 0 : Border(0, a, at => a - at > Reach(at)), a == 1 ? 1 : Border(a, 1, at => at - a <= Reach(at)),
            confidence);
    }

    /// <summary>Where a condition that holds at the lower end stops to hold.</summary>
    private static double Border(double low, double high, Func<double, bool> holds)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double ByFormula(double area, double positives, double negatives)
    {
        var more = ((positives + negatives) / 2) - 1;
        return area * (1 - area) * (1 + (more * (((1 - area) / (2 - area)) + (area / (1 + area))))) / (positives * negatives);
    }
}
