using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Augmentation;

/// <summary>Compares synthetic positives with held-out true ones, fold by fold.</summary>
internal static class FidelityMeasure
{
    /// <summary>Pairs of distances per fold stay below this many rows squared.</summary>
    private const int LargestSample = 500;

    public static SyntheticFidelity Of(IReadOnlyList<(DenseMatrix Synthetic, DenseMatrix True)> folds, ulong seed,
        CancellationToken cancellationToken)
    {
        var (aurocs, energies) = (new List<double>(), new List<double>());
        foreach (var (synthetic, actual) in folds)
        {
            if (synthetic.Rows == 0) continue;
            var random = new RandomStream(seed, "advisor-fidelity", (ulong)energies.Count);
            energies.Add(Energy(Sample(synthetic, LargestSample, random), Sample(actual, LargestSample, random)));
            if (actual.Rows >= 4 && synthetic.Rows >= 4) aurocs.Add(
                TwoSample(Sample(synthetic, actual.Rows, random), actual, random, cancellationToken));
        }

        return new SyntheticFidelity(aurocs.Count == 0 ? null : aurocs.Average(), energies.Count == 0 ? null : energies.Average());
    }

    private static double TwoSample(DenseMatrix synthetic, DenseMatrix actual, RandomStream random, CancellationToken cancellationToken)
    {
        var both = new DenseMatrix(synthetic.Rows + actual.Rows, actual.Columns, [.. synthetic.Data, .. actual.Data]);
        int[] labels = [.. Enumerable.Repeat(1, synthetic.Rows), .. Enumerable.Repeat(0, actual.Rows)];
        var values = new List<double>();
        foreach (var split in StratifiedKFold.Of(labels, 2, random))
        {
            // Nearest neighbours stand a fold of a few rows, where a flexible model would refuse or say nothing.
            var judge = new Standardized(new KNearestNeighbors(
                new KNearestNeighborsOptions { K = Math.Clamp(split.Train.Length / 4, 1, 5) }));
            var fitted = judge.Fit(both.SelectRows(split.Train), Array.ConvertAll(split.Train, i => labels[i]), 2, default, random,
                cancellationToken);
            var p = fitted.PredictProbabilities(both.SelectRows(split.Test));
            values.Add(Auroc.Of(Array.ConvertAll(split.Test, i => labels[i]), [.. p.Where((_, i) => i % 2 == 1)]));
            (fitted as IDisposable)?.Dispose();
        }

        return values.Average();
    }

    private static DenseMatrix Sample(DenseMatrix rows, int most, RandomStream random)
    {
        if (rows.Rows <= most) return rows;
        var order = Enumerable.Range(0, rows.Rows).ToArray();
        random.Shuffle<int>(order);
        return rows.SelectRows(order.AsSpan(0, most));
    }

    private static double Energy(DenseMatrix s, DenseMatrix t) => (2 * MeanDistance(s, t)) - MeanDistance(s, s) - MeanDistance(t, t);

    private static double MeanDistance(DenseMatrix a, DenseMatrix b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j < b.Rows; j++) sum += System.Numerics.Tensors.TensorPrimitives.Distance<double>(a.Row(i), b.Row(j));
        return sum / ((double)a.Rows * b.Rows);
    }
}
