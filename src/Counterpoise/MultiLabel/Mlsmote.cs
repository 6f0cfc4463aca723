using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.MultiLabel;

/// <summary>
/// SMOTE for several labels: for each row of each rare label a new one between it and one of its k nearest rows with that label; it gets
/// the labels that more than half of the row and its neighbours have.
/// </summary>
/// <remarks>
/// A label is rare where its ratio exceeds the mean ratio. A label with one row has no neighbours, and gets no new one. Reference: Charte,
/// Rivera, del Jesus and Herrera, "MLSMOTE", Knowledge-Based Systems 2015, doi:10.1016/j.knosys.2015.07.019 (labels by ranking).
/// </remarks>
public sealed class Mlsmote : IMultiLabelResampler
{
    private readonly int _k;

    /// <summary>Makes it.</summary>
    /// <param name="k">Neighbours, at least 1; a label with fewer other rows takes all it has. Default and paper 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public Mlsmote(int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public (DenseMatrix Features, LabelSet Labels) Resample(DenseMatrix features, LabelSet labels, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var rows = new MultiLabelRows(features, labels);
        ArgumentNullException.ThrowIfNull(rng);
        var made = new double[features.Columns];
        var shared = new bool[labels.Names.Count];
        foreach (var label in LabelImbalance.Of(labels).Minority)
        {
            int[] bag = [.. Enumerable.Range(0, labels.Rows).Where(i => labels[i, label])];
            if (bag.Length < 2) continue;
            var near = new NeighborIndex(features.SelectRows(bag)).FindOwn(Math.Min(_k, bag.Length - 1), cancellationToken);
            for (var i = 0; i < bag.Length; i++)
            {
                var own = near.Of(i);
                var other = features.Row(bag[own[(int)rng.NextInteger(own.Length)]]);
                var row = features.Row(bag[i]);
                for (var c = 0; c < made.Length; c++) made[c] = row[c] + (rng.NextDouble() * (other[c] - row[c]));
                for (var l = 0; l < shared.Length; l++)
                {
                    var having = labels[bag[i], l] ? 1 : 0;
                    foreach (var neighbor in own) having += labels[bag[neighbor], l] ? 1 : 0;
                    shared[l] = 2 * having > own.Length + 1;
                }

                rows.Add(made, shared);
            }
        }

        return rows.Build();
    }
}
