using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Explanations;

/// <summary>Coalitions of columns with their weights, and the fit of Shapley values to the outputs that they give.</summary>
internal sealed class Coalitions
{
    // What keeps the normal equations solvable where drawn coalitions do not tell two columns apart.
    private const double Ridge = 1e-10;

    private readonly int _columns;
    private readonly double[] _weights;

    private Coalitions(int columns, IReadOnlyList<bool[]> known, double[] weights) =>
        (_columns, Known, _weights) = (columns, known, weights);

    /// <summary>Which columns are known, without the empty and the full coalition.</summary>
    public IReadOnlyList<bool[]> Known { get; }

    /// <summary>
    /// All coalitions where there are no more than so many, else draws of them, each with the one that knows what it does not.
    /// </summary>
    public static Coalitions For(int columns, int most, IRandomSource random)
    {
        if (columns < 2)
        {
            return new Coalitions(columns, [], []);
        }

        return columns <= 30 && (1L << columns) <= most ? All(columns) : Drawn(columns, most, random);
    }

    /// <summary>The values whose sum is full − empty and which fit the outputs best.</summary>
    public double[] Fit(double[] outputs, double empty, double full)
    {
        if (_columns == 1)
        {
            return [full - empty];
        }

        // The last value is what the others leave of the sum.
        var free = _columns - 1;
        var (normal, right) = (new DenseMatrix(free, free), new double[free]);
        for (var k = 0; k < outputs.Length; k++)
        {
            var known = Known[k];
            var last = known[free] ? 1.0 : 0;
            var rest = outputs[k] - empty - (last * (full - empty));
            for (var i = 0; i < free; i++)
            {
                var x = (known[i] ? 1 : 0) - last;
                right[i] += _weights[k] * x * rest;
                for (var j = 0; j < free; j++)
                {
                    normal[i, j] += _weights[k] * x * ((known[j] ? 1 : 0) - last);
                }
            }
        }

        var scale = Enumerable.Range(0, free).Max(i => normal[i, i]);
        for (var i = 0; i < free; i++)
        {
            normal[i, i] += Ridge * scale;
        }

        if (!Cholesky.TrySolve(normal, right))
        {
            throw new InvalidOperationException($"{outputs.Length} coalitions do not tell {_columns} columns apart: ask more of them");
        }

        return [.. right, full - empty - right.Sum()];
    }

    private static Coalitions All(int columns)
    {
        var known = Enumerable.Range(1, (1 << columns) - 2).Select(bits =>
            Enumerable.Range(0, columns).Select(j => (bits >> j & 1) == 1).ToArray()).ToArray();
        return new Coalitions(columns, known, [.. known.Select(k => KernelShap.Weight(columns, k.Count(b => b)))]);
    }

    private static Coalitions Drawn(int columns, int most, IRandomSource random)
    {
        // A size is drawn as often as all coalitions of it weigh together; within a size all weigh the same.
        double[] shares = [.. Enumerable.Range(1, columns - 1).Select(k => 1.0 / (k * (double)(columns - k)))];
        var total = shares.Sum();
        var known = new List<bool[]>(most);
        while (known.Count + 2 <= most)
        {
            var at = random.NextDouble() * total;
            var size = 1;
            while (size < columns - 1 && (at -= shares[size - 1]) > 0)
            {
                size++;
            }

            var chosen = new bool[columns];
            foreach (var j in random.Permutation(columns).Take(size))
            {
                chosen[j] = true;
            }

            known.Add(chosen);
            known.Add(Array.ConvertAll(chosen, b => !b));
        }

        return new Coalitions(columns, known, [.. Enumerable.Repeat(1.0, known.Count)]);
    }
}
