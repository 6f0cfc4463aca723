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
        var counts = new int[Values.Length];
        for (var group = 0; group < groups.Length; group++)
        {
            Array.Clear(counts);
            foreach (var place in groups[group])
            {
                counts[_codes[rows[place]]]++;
            }

            var best = counts.Max() * unit;
            for (var code = 0; code < counts.Length; code++)
            {
                if (Math.Abs((counts[code] * unit) - best) <= 1e-8 + (1e-5 * best))
                {
                    candidates.Add((group, code));
                }
            }
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
