using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// The maximum mean discrepancy of all columns together, MMD² = E k(x, x') + E k(y, y') − 2 E k(x, y) without its bias, with a Gaussian
/// kernel as wide as the median distance, and a p-value by permutation.
/// </summary>
/// <remarks>
/// It sees changes of how columns go together, which tests of single columns do not. Numbers are standardised by the reference; a missing
/// value is its mean. Permutations end once ten reached the statistic, so that a window without drift is cheap, and go on until a p-value
/// at the level can be told otherwise. O(r²) for r rows of both sides, and for each permutation. References: Gretton, Borgwardt, Rasch,
/// Schölkopf and Smola, "A kernel two-sample test", JMLR 2012; the stopping is Besag and Clifford's, Biometrika 1991,
/// doi:10.1093/biomet/78.2.301.
/// </remarks>
public sealed class MeanDiscrepancy : IReferenceDetector
{
    private readonly MeanDiscrepancyOptions _options;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public MeanDiscrepancy(MeanDiscrepancyOptions? options = null)
    {
        _options = options ?? new MeanDiscrepancyOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "mmd";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.Features;

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        return new Fitted(this, reference);
    }

    /// <summary>The unbiased MMD² of two samples under a kernel matrix of both.</summary>
    internal static double Statistic(double[] kernel, int[] order, int first)
    {
        int n = order.Length, second = n - first;
        double within = 0, across = 0, other = 0;
        for (var i = 0; i < n; i++)
        {
            var row = kernel.AsSpan(order[i] * n, n);
            for (var j = i + 1; j < n; j++)
            {
                if (j < first) within += row[order[j]];
                else if (i < first) across += row[order[j]];
                else other += row[order[j]];
            }
        }

        return (2 * within / (first * (first - 1.0))) + (2 * other / (second * (second - 1.0))) - (2 * across / ((double)first * second));
    }

    internal static double[] Kernel(DenseMatrix rows)
    {
        var n = rows.Rows;
        var kernel = new double[n * n];
        var distances = new List<double>(n * (n - 1) / 2);
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                var d = System.Numerics.Tensors.TensorPrimitives.Distance<double>(rows.Row(i), rows.Row(j));
                distances.Add(d * d);
                kernel[(i * n) + j] = kernel[(j * n) + i] = d * d;
            }
        }

        distances.Sort();
        // Rows that are mostly equal have a median of 0; any width then tells equal from unequal.
        var width = distances[distances.Count / 2] is > 0 and var median ? median : 1;
        for (var i = 0; i < kernel.Length; i++) kernel[i] = Math.Exp(-kernel[i] / (2 * width));
        return kernel;
    }

    private sealed class Fitted(MeanDiscrepancy detector, DriftWindow reference) : IFittedReferenceDetector
    {
        private readonly DistanceRows _encoding = new(reference);

        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var reason = WindowCheck.Refuse(window, reference, detector.Needs, level)
                ?? (reference.Rows < WindowCheck.FewestRows
                ? $"the reference has {reference.Rows} rows, expected at least {WindowCheck.FewestRows}" : null);
            if (reason is not null) return [WindowCheck.NotTested(detector.Name, "all columns", window.Rows, reason)];
            var options = detector._options;
            DenseMatrix a = DistanceRows.Thin(_encoding.Encode(reference.Features), options.MaximumRows, options.Seed, "mmd-reference"),
                b = DistanceRows.Thin(_encoding.Encode(window.Features), options.MaximumRows, options.Seed, "mmd-window");
            var kernel = Kernel(new DenseMatrix(a.Rows + b.Rows, a.Columns, [.. a.Data, .. b.Data]));
            var (statistic, p, permutations) = Permute(kernel, a.Rows, a.Rows + b.Rows, level, cancellationToken);
            var note = $"{a.Rows} and {b.Rows} rows, {permutations} permutations";
            return WindowCheck.Judge([new DriftFinding(detector.Name, "all columns", statistic, p, p, DriftLevel.Stable, b.Rows, note)],
                WindowCheck.ByPValue(level));
        }

        private (double Statistic, double PValue, int Permutations) Permute(double[] kernel, int first, int rows, double level,
            CancellationToken cancellationToken)
        {
            int[] order = [.. Enumerable.Range(0, rows)];
            var statistic = Statistic(kernel, order, first);
            var random = new RandomStream(detector._options.Seed, "mmd-permutation");
            // The smallest p-value is 1 / (most + 1): twice as many as needed to reach the level.
            int most = (int)Math.Clamp(2 / level, 199, 20_000), reached = 0, drawn = 0;
            while (drawn < most && reached < detector._options.Exceedances)
            {
                cancellationToken.ThrowIfCancellationRequested();
                random.Shuffle(order.AsSpan());
                drawn++;
                // Equal rows give equal sums up to rounding.
                if (Statistic(kernel, order, first) >= statistic - 1e-12) reached++;
            }

            return (statistic, reached >= detector._options.Exceedances ? (double)reached / drawn : (reached + 1.0) / (drawn + 1), drawn);
        }
    }
}
