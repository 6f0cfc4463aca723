using System.Numerics;
using System.Numerics.Tensors;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// The anchors of one batch, ordered by class: the positives of an anchor are then one contiguous range of its row of
/// similarities, so that every step of the loss runs over plain spans.
/// </summary>
internal sealed class SortedAnchors : IAnchorRows
{
    private readonly int[] _classStart;
    private readonly int[] _classEnd;

    /// <param name="labels">The label of each anchor, [M].</param>
    public SortedAnchors(ReadOnlySpan<long> labels)
    {
        var keys = labels.ToArray();
        Order = [.. Enumerable.Range(0, keys.Length).OrderBy(i => keys[i])];
        _classStart = new int[keys.Length];
        _classEnd = new int[keys.Length];
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[Order[end]] == keys[Order[start]])
            {
                end++;
            }

            _classStart.AsSpan(start..end).Fill(start);
            _classEnd.AsSpan(start..end).Fill(end);
            WithoutPositive += end - start == 1 ? 1 : 0;
            start = end;
        }
    }

    /// <summary>The original index of each sorted anchor.</summary>
    public long[] Order64 => [.. Order.Select(i => (long)i)];

    /// <inheritdoc/>
    public int Count => Order.Length;

    /// <inheritdoc/>
    public int WithoutPositive { get; }

    private int[] Order { get; }

    /// <inheritdoc/>
    public T LossAndGradient<T>(int anchor, Span<T> row, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var positives = _classEnd[anchor] - _classStart[anchor] - 1;
        if (positives == 0)
        {
            row.Clear();
            return T.Zero;
        }

        var same = row[_classStart[anchor].._classEnd[anchor]];
        row[anchor] = T.Zero;
        var positiveSum = TensorPrimitives.Sum<T>(same);

        // Excluded before the maximum: at τ = 0.01 the self-similarity alone would push all others below float32's smallest exponential.
        row[anchor] = T.NegativeInfinity;
        var logSum = IAnchorRows.Softmax(row, weight);
        TensorPrimitives.Subtract(same, weight / T.CreateChecked(positives), same);
        row[anchor] = T.Zero;
        return logSum - (positiveSum / T.CreateChecked(positives));
    }
}
