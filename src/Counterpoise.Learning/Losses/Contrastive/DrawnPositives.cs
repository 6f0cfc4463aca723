using Counterpoise.Torch;
using System.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// The anchors of one batch, each with its own other views and k others of its class, drawn without replacement, as positives.
/// </summary>
internal sealed class DrawnPositives : IAnchorRows
{
    private readonly int[][] _positives;

    /// <param name="labels">The label of each anchor, view by view, [V N].</param>
    /// <param name="views">V.</param>
    /// <param name="count">k.</param>
    /// <param name="random">Where the draws come from.</param>
    public DrawnPositives(ReadOnlySpan<long> labels, int views, int count, IRandomSource random)
    {
        var rows = labels.Length / views;
        var own = labels[..rows].ToArray();
        var members = Enumerable.Range(0, rows).GroupBy(i => own[i]).ToDictionary(g => g.Key, g => g.ToArray());
        var place = new int[rows];
        foreach (var group in members.Values)
        {
            for (var p = 0; p < group.Length; p++)
            {
                place[group[p]] = p;
            }
        }

        _positives = new int[labels.Length][];
        for (var anchor = 0; anchor < labels.Length; anchor++)
        {
            var row = anchor % rows;
            var others = members[own[row]];
            var chosen = Draw(views * (others.Length - 1), count, random);
            _positives[anchor] =
            [
                .. Enumerable.Range(0, views).Select(v => (v * rows) + row).Where(a => a != anchor),
                .. chosen.Select(t => ((t / (others.Length - 1)) * rows)
                    + others[(t % (others.Length - 1)) + (t % (others.Length - 1) >= place[row] ? 1 : 0)]),
            ];
            WithoutPositive += _positives[anchor].Length == 0 ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public int Count => _positives.Length;

    /// <inheritdoc/>
    public int WithoutPositive { get; }

    /// <summary>The positives of an anchor.</summary>
    public ReadOnlySpan<int> Of(int anchor) => _positives[anchor];

    /// <summary>Which anchor is whose positive, [M, M], for devices that the fused kernel does not know.</summary>
    public Tensor Mask()
    {
        var mask = new bool[Count * Count];
        for (var anchor = 0; anchor < Count; anchor++)
        {
            foreach (var positive in _positives[anchor])
            {
                mask[(anchor * Count) + positive] = true;
            }
        }

        return Tensor.FromArray(mask, Count, Count);
    }

    /// <inheritdoc/>
    public T LossAndGradient<T>(int anchor, Span<T> row, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var positives = _positives[anchor];
        if (positives.Length == 0)
        {
            row.Clear();
            return T.Zero;
        }

        row[anchor] = T.NegativeInfinity;
        var positiveSum = T.Zero;
        foreach (var positive in positives)
        {
            positiveSum += row[positive];
        }

        var logSum = IAnchorRows.Softmax(row, weight);
        var share = weight / T.CreateChecked(positives.Length);
        foreach (var positive in positives)
        {
            row[positive] -= share;
        }

        return logSum - (positiveSum / T.CreateChecked(positives.Length));
    }

    /// <summary>k of m numbers without replacement by Floyd's algorithm; all where there are no more.</summary>
    private static IEnumerable<int> Draw(int population, int count, IRandomSource random)
    {
        if (population <= count)
        {
            return Enumerable.Range(0, population);
        }

        var drawn = new HashSet<int>(count);
        for (var last = population - count; last < population; last++)
        {
            var candidate = (int)random.NextInteger(last + 1);
            if (!drawn.Add(candidate))
            {
                drawn.Add(last);
            }
        }

        return drawn.Order();
    }
}
