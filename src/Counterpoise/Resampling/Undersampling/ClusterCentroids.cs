using Counterpoise.Clustering;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Replaces the rows of a class by the centers of as many k-means clusters as rows shall be left.</summary>
/// <remarks>
/// Rows come class after class; a center's parents are the rows of its cluster. Time O(10 starts * rounds * rows * clusters *
/// columns). Follows imbalanced-learn 0.10 with scikit-learn's k-means draw by draw; centers are equal as long as no two
/// candidates of the clustering tie to within rounding.
/// </remarks>
/// <param name="options">Options; default means.</param>
public sealed class ClusterCentroids(ClusterCentroidsOptions? options = null) : IResampler
{
    private readonly ClusterCentroidsOptions _options = options ?? new ClusterCentroidsOptions();

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Under;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var total = classes.Classes.Sum(label => targets.TryGetValue(label, out var count) ? count : classes.Count(label));
        var result = new DenseMatrix(total, features.Columns);
        var resultLabels = new List<int>(total);
        var provenance = new List<RowProvenance>(total);
        var parents = new Dictionary<int, int[]>();
        foreach (var label in classes.Classes)
        {
            var rows = classes[label];
            if (!targets.TryGetValue(label, out var count) || count == rows.Length)
            {
                foreach (var row in rows)
                {
                    features.Row(row).CopyTo(result.Row(resultLabels.Count));
                    resultLabels.Add(label);
                    provenance.Add(RowProvenance.Original(row));
                }

                continue;
            }

            if (count == 0)
            {
                continue;
            }

            var own = features.SelectRows(rows);
            var centers = KMeans.Centers(own, count, steps.Next(), cancellationToken);
            Append(features, own, rows, centers, result, resultLabels, label, provenance, parents);
        }

        return new ResampleResult(result, [.. resultLabels], [.. provenance], null, parents);
    }

    private void Append(
        DenseMatrix features, DenseMatrix own, int[] rows, DenseMatrix centers, DenseMatrix result, List<int> resultLabels, int label,
            List<RowProvenance> provenance, Dictionary<int, int[]> parents)
    {
        var nearest = new NeighborIndex(own).Find(centers, 1);
        var assignment = new int[rows.Length];
        ClusterAssignment.Assign(own, centers, assignment);
        var members = rows.Zip(assignment).ToLookup(pair => pair.Second, pair => pair.First);
        var used = new HashSet<int>();
        for (var c = 0; c < centers.Rows; c++)
        {
            var row = rows[nearest.Of(c)[0]];
            if (_options.Voting == Voting.Hard)
            {
                features.Row(row).CopyTo(result.Row(resultLabels.Count));
                provenance.Add(used.Add(row) ? RowProvenance.Original(row) : RowProvenance.Duplicate(row));
            }
            else
            {
                centers.Row(c).CopyTo(result.Row(resultLabels.Count));
                parents[resultLabels.Count] = members.Contains(c) ? [.. members[c]] : [row];
                provenance.Add(new RowProvenance(RowKind.Synthetic, row));
            }

            resultLabels.Add(label);
        }
    }
}
