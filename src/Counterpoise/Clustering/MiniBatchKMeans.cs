using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Clustering;

/// <summary>
/// Mini-batch k-means: centers are running means of the rows that fall to them, batch after batch, until the smoothed
/// inertia has not improved for ten batches.
/// </summary>
/// <remarks>
/// Follows scikit-learn 1.2's <c>MiniBatchKMeans</c> with its defaults, draw by draw. Reference: Sculley, "Web-scale k-means
/// clustering", WWW 2010, doi:10.1145/1772690.1772862.
/// </remarks>
internal sealed class MiniBatchKMeans
{
    private const int BatchRows = 1024;
    private const int Starts = 3;
    private const int Epochs = 100;
    private const int Patience = 10;
    private const double ReassignmentRatio = 0.01;
    private readonly DenseMatrix _rows;
    private readonly IRandomSource _rng;
    private readonly int _clusters;
    private readonly int _batch;
    private readonly double[] _counts;
    private int _sinceReassignment;

    private MiniBatchKMeans(DenseMatrix rows, int clusters, IRandomSource rng)
    {
        (_rows, _clusters, _rng) = (rows, clusters, rng);
        _batch = Math.Min(BatchRows, rows.Rows);
        _counts = new double[clusters];
    }

    /// <summary>Gives each row its cluster, 0 to clusters - 1.</summary>
    internal static int[] Labels(DenseMatrix rows, int clusters, IRandomSource rng, CancellationToken cancellationToken)
    {
        if (clusters > rows.Rows)
        {
            throw new ArgumentException($"{clusters} clusters were asked of {rows.Rows} rows: ask for fewer");
        }

        var centers = new MiniBatchKMeans(rows, clusters, rng).Fit(cancellationToken);
        var labels = new int[rows.Rows];
        ClusterAssignment.Assign(rows, centers, labels);
        return labels;
    }

    private DenseMatrix Fit(CancellationToken cancellationToken)
    {
        var centers = BestStart();
        var labels = new int[_batch];
        double? smoothed = null, least = null;
        var withoutImprovement = 0;
        var steps = (long)Epochs * _rows.Rows / _batch;
        for (var step = 0L; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = _rows.SelectRows(_rng.Integers(_rows.Rows, _batch));
            var reassign = TimeToReassign();
            var inertia = ClusterAssignment.Assign(batch, centers, labels) / _batch;
            centers = Update(batch, centers, labels);
            if (reassign)
            {
                Reassign(batch, centers);
            }

            if (step == 0)
            {
                continue;
            }

            var alpha = Math.Min(_batch * 2.0 / (_rows.Rows + 1), 1);
            smoothed = smoothed is null ? inertia : (smoothed * (1 - alpha)) + (inertia * alpha);
            if (least is null || smoothed < least)
            {
                (least, withoutImprovement) = (smoothed, 0);
            }
            else if (++withoutImprovement >= Patience)
            {
                break;
            }
        }

        return centers;
    }

    private DenseMatrix BestStart()
    {
        var size = 3 * _batch < _clusters ? 3 * _clusters : 3 * _batch;
        size = Math.Min(size, _rows.Rows);
        var validation = _rows.SelectRows(_rng.Integers(_rows.Rows, size));
        var labels = new int[size];
        DenseMatrix? best = null;
        var bestInertia = double.PositiveInfinity;
        for (var start = 0; start < Starts; start++)
        {
            var subset = size < _rows.Rows ? _rows.SelectRows(_rng.Integers(_rows.Rows, size)) : _rows;
            var centers = KMeansPlusPlus.Centers(subset, _clusters, _rng);
            var inertia = ClusterAssignment.Assign(validation, centers, labels);
            if (best is null || inertia < bestInertia)
            {
                (best, bestInertia) = (centers, inertia);
            }
        }

        return best!;
    }

    private bool TimeToReassign()
    {
        _sinceReassignment += _batch;
        if (_counts.Contains(0) || _sinceReassignment >= 10 * _clusters)
        {
            _sinceReassignment = 0;
            return true;
        }

        return false;
    }

    private DenseMatrix Update(DenseMatrix batch, DenseMatrix centers, int[] labels)
    {
        var updated = centers.SelectRows([.. Enumerable.Range(0, _clusters)]);
        for (var c = 0; c < _clusters; c++)
        {
            var members = labels.Count(label => label == c);
            if (members == 0)
            {
                continue;
            }

            var center = updated.Row(c);
            foreach (ref var value in center)
            {
                value *= _counts[c];
            }

            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] == c)
                {
                    var row = batch.Row(i);
                    for (var f = 0; f < center.Length; f++)
                    {
                        center[f] += row[f];
                    }
                }
            }

            _counts[c] += members;
            var share = 1 / _counts[c];
            foreach (ref var value in center)
            {
                value *= share;
            }
        }

        return updated;
    }

    /// <summary>Clusters that hardly any row falls to start anew at drawn rows.</summary>
    private void Reassign(DenseMatrix batch, DenseMatrix centers)
    {
        var most = _counts.Max();
        var chosen = Enumerable.Range(0, _clusters).Where(c => _counts[c] < ReassignmentRatio * most).ToList();
        var half = (int)(0.5 * batch.Rows);
        if (chosen.Count > 0.5 * batch.Rows)
        {
            var keep = Enumerable.Range(0, _clusters).OrderBy(c => _counts[c]).Skip(half).ToHashSet();
            chosen.RemoveAll(keep.Contains);
        }

        if (chosen.Count == 0)
        {
            return;
        }

        var drawn = _rng.Permutation(batch.Rows);
        for (var i = 0; i < chosen.Count; i++)
        {
            batch.Row(drawn[i]).CopyTo(centers.Row(chosen[i]));
        }

        var least = Enumerable.Range(0, _clusters).Except(chosen).Min(c => _counts[c]);
        foreach (var c in chosen)
        {
            _counts[c] = least;
        }
    }
}
