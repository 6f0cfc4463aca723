namespace Counterpoise.Statistics;

/// <summary>
/// The two-sample Kolmogorov–Smirnov test: the largest distance between two empirical distribution functions, D = sup |F₁ − F₂|.
/// </summary>
/// <remarks>
/// References: Smirnov, "Table for estimating the goodness of fit of empirical distributions", Annals of Mathematical Statistics 1948,
/// doi:10.1214/aoms/1177730256; the approximation of large samples is Stephens's, JRSS B 1970, doi:10.1111/j.2517-6161.1970.tb00821.x.
/// The exact distribution supposes values without ties; with ties its p-value is too large rather than too small.
/// </remarks>
public static class KolmogorovSmirnov
{
    /// <summary>Auto is exact up to so many pairs; counting paths takes O(n · m).</summary>
    private const long LargestExact = 40_000;

    /// <summary>Terms of the series after this one are below the rounding of the sum.</summary>
    private const int Terms = 100;

    /// <summary>Tests whether two samples come from one distribution, against any difference. O(n log n), exact O(n · m).</summary>
    /// <param name="a">n finite values, at least 1.</param>
    /// <param name="b">m finite values, at least 1.</param>
    /// <param name="method">How to find the p-value; Auto is exact up to 40,000 pairs of values, by counting lattice paths.</param>
    /// <returns>The statistic is D.</returns>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not finite.</exception>
    public static SignificanceTest Test(ReadOnlySpan<double> a, ReadOnlySpan<double> b, PValueMethod method = PValueMethod.Auto)
    {
        Samples.Require(a, 1);
        Samples.Require(b, 1);
        var distance = Distance(a, b);
        var exact = method == PValueMethod.Exact || (method == PValueMethod.Auto && (long)a.Length * b.Length <= LargestExact);
        var p = exact ? ExactTail(a.Length, b.Length, distance) : AsymptoticTail(a.Length, b.Length, distance);
        return new SignificanceTest("Kolmogorov-Smirnov", distance, p, Alternative.TwoSided, exact ? "exact" : "asymptotic");
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] first = a.ToArray(), second = b.ToArray();
        Array.Sort(first);
        Array.Sort(second);
        int i = 0, j = 0;
        var largest = 0.0;
        while (i < first.Length && j < second.Length)
        {
            var value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value) i++;
            while (j < second.Length && second[j] == value) j++;
            largest = Math.Max(largest, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }

        return largest;
    }

    /// <summary>One minus the share of lattice paths from (0, 0) to (n, m) that stay nearer than D to the diagonal.</summary>
    private static double ExactTail(int n, int m, double distance)
    {
        // Distances are multiples of 1/(n·m); half a step below takes rounding out of the comparison.
        var limit = distance - (0.5 / ((double)n * m));
        var within = new double[m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                var stays = Math.Abs(((double)i / n) - ((double)j / m)) < limit;
                var left = j > 0 ? within[j - 1] * j / (i + j) : 0;
                var below = i > 0 ? within[j] * i / (i + j) : 0;
                within[j] = !stays ? 0 : i + j == 0 ? 1 : left + below;
            }
        }

        return distance == 0 ? 1 : Math.Clamp(1 - within[m], 0, 1);
    }

    private static double AsymptoticTail(double n, double m, double distance)
    {
        var root = Math.Sqrt(n * m / (n + m));
        var x = (root + 0.12 + (0.11 / root)) * distance;
        // Below .2 the tail is 1 to twelve digits, and the series converges slowly.
        if (x < 0.2) return 1;
        var sum = 0.0;
        for (var k = 1; k <= Terms; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }
}
