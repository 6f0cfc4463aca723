using Counterpoise.Numerics;
using Counterpoise.Profiles;
using Counterpoise.Randomness;

namespace Counterpoise.TrainingDynamics;

/// <summary>Changes of a table of two classes that add imbalance or overlap, one without the other as far as that goes.</summary>
public static class Intervention
{
    /// <summary>
    /// A balanced part of the rows whose overlap is that of all of them: of so many random undersamplings of the majority the one whose N1
    /// is nearest.
    /// </summary>
    /// <param name="features">n × d.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="draws">How many are tried, at least 1; 200 in the study's plan.</param>
    /// <param name="random">The draws.</param>
    /// <returns>The rows, and |N1 − N1 of all rows|.</returns>
    /// <exception cref="ArgumentException">A class has fewer than two rows.</exception>
    public static (int[] Rows, double Gap) Balance(DenseMatrix features, int[] labels, int draws, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var (rare, others) = Parts(labels);
        var aim = BorderShare(features, labels);
        var (best, gap) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var i = 0; i < draws; i++)
        {
            int[] drawn = [.. others];
            random.Shuffle<int>(drawn);
            int[] rows = [.. rare.Concat(drawn.Take(rare.Length)).Order()];
            var found = Math.Abs(BorderShare(features.SelectRows(rows), [.. rows.Select(r => labels[r])]) - aim);
            (best, gap) = found < gap ? (rows, found) : (best, gap);
        }

        return (best, gap);
    }

    /// <summary>Drops minority rows until there are so many majority rows to each.</summary>
    /// <param name="labels">0 or 1.</param>
    /// <param name="ratio">Majority rows to a minority row, at least 1.</param>
    /// <param name="random">The draws.</param>
    /// <returns>The rows that stay, in order; at least two of the minority.</returns>
    public static int[] Imbalance(int[] labels, double ratio, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ratio, 1);
        var (rare, others) = Parts(labels);
        random.Shuffle<int>(rare);
        return [.. rare.Take(Math.Max(2, Math.Min(rare.Length, (int)Math.Round(others.Length / ratio)))).Concat(others).Order()];
    }

    /// <summary>Moves minority rows into the majority; labels and numbers of rows stay.</summary>
    /// <param name="features">n × d.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="strength">q, from 0 to 1.</param>
    /// <param name="injection">How.</param>
    /// <param name="random">The draws.</param>
    public static DenseMatrix Overlap(DenseMatrix features, int[] labels, double strength, OverlapInjection injection, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(random);
        if (!(strength is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected a share from 0 to 1");
        }

        var (rare, others) = Parts(labels);
        var moved = new DenseMatrix(features.Rows, features.Columns, (double[])features.Data.Clone());
        if (injection == OverlapInjection.MeanShift)
        {
            for (var j = 0; j < features.Columns; j++)
            {
                var shift = strength * (others.Average(i => features[i, j]) - rare.Average(i => features[i, j]));
                foreach (var i in rare)
                {
                    moved[i, j] += shift;
                }
            }

            return moved;
        }

        random.Shuffle<int>(rare);
        foreach (var i in rare.Take((int)Math.Round(strength * rare.Length)))
        {
            var nearest = others.MinBy(o => Distance(features, i, o));
            var share = 0.5 + (0.4 * random.NextDouble());
            for (var j = 0; j < features.Columns; j++)
            {
                moved[i, j] += share * (features[nearest, j] - features[i, j]);
            }
        }

        return moved;
    }

    /// <summary>Imbalance 1 − n_min/n_maj, overlap N1, and the minority's mean kDN and 1-NN error.</summary>
    /// <param name="features">n × d.</param>
    /// <param name="labels">0 or 1; at least two rows of each.</param>
    public static DataComplexity Complexity(DenseMatrix features, int[] labels)
    {
        var (rare, others) = Parts(labels);
        var profile = Profiles.Overlap.Of(features, labels, ["0", "1"]);
        var minority = profile.Classes[labels[rare[0]]];
        return new DataComplexity(1 - ((double)rare.Length / others.Length), profile.N1 ?? double.NaN, minority.MeanKdn ?? double.NaN,
            minority.NearestNeighborError ?? double.NaN);
    }

    /// <summary>N1: the share of rows with an edge of the minimum spanning tree to the other class.</summary>
    private static double BorderShare(DenseMatrix features, int[] labels)
    {
        var isBorder = new bool[labels.Length];
        foreach (var (from, to) in MinimumSpanningTree.Edges(features))
        {
            if (labels[from] != labels[to])
            {
                isBorder[from] = isBorder[to] = true;
            }
        }

        return isBorder.Count(b => b) / (double)labels.Length;
    }

    private static (int[] Rare, int[] Others) Parts(int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var ones = labels.Count(l => l == 1);
        if (ones < 2 || labels.Length - ones < 2 || labels.Any(l => l is not (0 or 1)))
        {
            throw new ArgumentException(
                $"found {labels.Length - ones} rows of class 0 and {ones} of class 1; expected classes 0 and 1 of at least two rows each",
                nameof(labels));
        }

        var rare = 2 * ones <= labels.Length ? 1 : 0;
        int[] all = [.. Enumerable.Range(0, labels.Length)];
        return ([.. all.Where(i => labels[i] == rare)], [.. all.Where(i => labels[i] != rare)]);
    }

    private static double Distance(DenseMatrix x, int a, int b)
    {
        var sum = 0.0;
        Span<double> p = x.Row(a), q = x.Row(b);
        for (var j = 0; j < p.Length; j++)
        {
            sum += (p[j] - q[j]) * (p[j] - q[j]);
        }

        return sum;
    }
}
