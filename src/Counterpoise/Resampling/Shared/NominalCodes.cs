using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>A column of categories: its values in ascending order, and the code of each row.</summary>
internal sealed class NominalCodes
{
    private readonly int[] _codes;

    internal NominalCodes(DenseMatrix features, int column)
    {
        Column = column;
        var values = features.Column(column);
        Values = [.. values.Distinct().Order()];
        _codes = Array.ConvertAll(values, v => Array.BinarySearch(Values, v));
    }

    internal int Column { get; }

    internal double[] Values { get; }

    internal int CodeOf(int row) => _codes[row];

    /// <summary>
    /// The value most frequent among each group of rows. Candidates of all groups are shuffled together and a group takes its
    /// first, as imbalanced-learn draws ties.
    /// </summary>
    /// <param name="groups">For each new row, places in <paramref name="rows"/>.</param>
    /// <param name="rows">Rows of the input.</param>
    /// <param name="unit">What one vote counts; it decides which counts NumPy's isclose calls equal.</param>
    /// <param name="rng">The draws.</param>
    internal double[] Vote(int[][] groups, int[] rows, double unit, IRandomSource rng)
    {
        var candidates = new List<(int Group, int Code)>();
        for (var group = 0; group < groups.Length; group++)
        {
            // Few of a column's values stand in a group, however many it has.
            var counts = new SortedDictionary<int, int>();
            foreach (var place in groups[group])
            {
                counts[_codes[rows[place]]] = counts.GetValueOrDefault(_codes[rows[place]]) + 1;
            }

            var best = counts.Values.Max() * unit;
            bool IsBest(int count) => Math.Abs((count * unit) - best) <= 1e-8 + (1e-5 * best);
            candidates.AddRange(IsBest(0)
                ? Enumerable.Range(0, Values.Length).Select(code => (group, code))
                : counts.Where(c => IsBest(c.Value)).Select(c => (group, c.Key)));
        }

        var winners = new double[groups.Length];
        var decided = new bool[groups.Length];
        foreach (var i in rng.Permutation(candidates.Count))
        {
            var (group, code) = candidates[i];
            if (!decided[group])
            {
                decided[group] = true;
                winners[group] = Values[code];
            }
        }

        return winners;
    }
}
