using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.MultiLabel;

/// <summary>
/// Copies rows with rare labels (ML-ROS), in turn for each of them, until a label is rare no more or the rows are used up.
/// </summary>
/// <remarks>
/// A label is rare while its ratio exceeds the mean ratio of the rows as they were. Reference: Charte et al., "Addressing imbalance in
/// multilabel classification", Neurocomputing 2015, doi:10.1016/j.neucom.2014.08.091.
/// </remarks>
public sealed class MultiLabelRandomOverSampler : IMultiLabelResampler
{
    private readonly double _share;

    /// <summary>Makes it.</summary>
    /// <param name="share">Rows added at most, over the rows there are, above 0. Default and paper 0.25.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0.</exception>
    public MultiLabelRandomOverSampler(double share = 0.25)
    {
        if (!(share > 0 && double.IsFinite(share)))
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share of rows to add is finite and above 0");
        _share = share;
    }

    /// <inheritdoc/>
    public (DenseMatrix Features, LabelSet Labels) Resample(DenseMatrix features, LabelSet labels, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var rows = new MultiLabelRows(features, labels);
        ArgumentNullException.ThrowIfNull(rng);
        var imbalance = LabelImbalance.Of(labels);
        int[] counts = [.. imbalance.Counts];
        var bags = imbalance.Minority
            .Select(l => (Label: l, Rows: Enumerable.Range(0, labels.Rows).Where(i => labels[i, l]).ToArray())).ToList();
        var left = (int)Math.Round(_share * labels.Rows);
        while (left > 0 && bags.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var bag in bags.ToArray())
            {
                if (left-- <= 0) break;
                var row = bag.Rows[rng.NextInteger(bag.Rows.Length)];
                rows.Add(features.Row(row), labels.Row(row));
                for (var l = 0; l < counts.Length; l++)
                    if (labels[row, l]) counts[l]++;
                if (counts.Max() / (double)counts[bag.Label] <= imbalance.MeanRatio) bags.Remove(bag);
            }
        }

        return rows.Build();
    }
}
