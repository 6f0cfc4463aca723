using Counterpoise.Numerics;
using Counterpoise.Statistics;

namespace Counterpoise.Resampling;

/// <summary>
/// The rows as SMOTE-NC measures them: continuous columns, then one column per category with half the median deviation or 0.
/// </summary>
internal sealed class NominalEncoding
{
    // The encoding of imbalanced-learn, whose rounding is kept where it fits into memory.
    private const int WidestEncoding = 1024;

    private readonly DenseMatrix _features;
    private readonly int[] _continuous;

    internal NominalEncoding(DenseMatrix features, int[] categorical, int[] minority)
    {
        if (categorical.Any(c => c >= features.Columns) || categorical.Length == features.Columns)
        {
            throw new ArgumentException(
                $"the rows have {features.Columns} columns and CategoricalColumns names {string.Join(", ", categorical)}: name columns "
                    + $"that exist and leave one continuous, or use SMOTE-N");
        }

        _features = features;
        _continuous = [.. Enumerable.Range(0, features.Columns).Except(categorical)];
        Columns = [.. categorical.Select(c => new NominalCodes(features, c))];
        var deviations = ColumnMoments.Deviations(features, minority);
        Half = Percentiles.Median([.. _continuous.Select(c => deviations[c])]) / 2;
    }

    internal NominalCodes[] Columns { get; }

    /// <summary>Half the median standard deviation.</summary>
    internal double Half { get; }

    /// <summary>What one vote counts; 1 where the half deviation is 0.</summary>
    internal double Unit => Half == 0 ? 1 : Half;

    /// <summary>
    /// Whether the encoded rows would hold so many columns, nearly all of them 0, that they are better compared category by category.
    /// </summary>
    internal bool IsWide => Columns.Sum(c => c.Values.Length) > WidestEncoding;

    /// <summary>
    /// The k nearest other rows of each row of a class, nearest first, rows that are equally far by their number: the neighbours of the
    /// encoded rows, without encoding them.
    /// </summary>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="seeds">Places in <paramref name="rows"/> that are asked for.</param>
    /// <param name="k">Neighbours, fewer than there are rows.</param>
    /// <param name="threads">Threads, or 0 for all processors.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>For each asked place its neighbours' places; others are null.</returns>
    /// <remarks>Time O(seeds * rows * columns), memory O(rows * columns + seeds * k).</remarks>
    internal int[]?[] Nearest(int[] rows, IReadOnlyCollection<int> seeds, int k, int threads, CancellationToken cancellationToken)
    {
        var continuous = Array.ConvertAll(rows, row => Array.ConvertAll(_continuous, c => _features[row, c]));
        var codes = Array.ConvertAll(rows, row => Array.ConvertAll(Columns, c => c.CodeOf(row)));
        var found = new int[]?[rows.Length];
        Parallel.ForEach(seeds, new ParallelOptions { CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = threads > 0 ? threads : -1 }, seed =>
        {
            var nearest = new PriorityQueue<int, (double Distance, int Place)>(
                Comparer<(double Distance, int Place)>.Create(static (a, b) => b.CompareTo(a)));
            for (var i = 0; i < rows.Length; i++)
            {
                if (i == seed)
                    continue;
                var distance = Distance(continuous[seed], continuous[i], codes[seed], codes[i]);
                if (nearest.Count < k)
                    nearest.Enqueue(i, (distance, i));
                else if (nearest.TryPeek(out _, out var farthest) && (distance, i).CompareTo(farthest) < 0)
                    nearest.EnqueueDequeue(i, (distance, i));
            }

            var order = new int[nearest.Count];
            for (var i = order.Length - 1; i >= 0; i--)
            {
                order[i] = nearest.Dequeue();
            }

            found[seed] = order;
        });
        return found;
    }

    private double Distance(double[] left, double[] right, int[] leftCodes, int[] rightCodes)
    {
        var sum = 0.0;
        for (var c = 0; c < left.Length; c++)
        {
            var difference = left[c] - right[c];
            sum += difference * difference;
        }

        for (var c = 0; c < leftCodes.Length; c++)
        {
            sum += leftCodes[c] == rightCodes[c] ? 0 : 2 * Half * Half;
        }

        return sum;
    }

    internal DenseMatrix Encode(int[] rows)
    {
        var encoded = new DenseMatrix(rows.Length, _continuous.Length + Columns.Sum(c => c.Values.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            var source = _features.Row(rows[i]);
            var target = encoded.Row(i);
            for (var c = 0; c < _continuous.Length; c++)
            {
                target[c] = source[_continuous[c]];
            }

            var offset = _continuous.Length;
            foreach (var column in Columns)
            {
                target[offset + column.CodeOf(rows[i])] = Half;
                offset += column.Values.Length;
            }
        }

        return encoded;
    }
}
