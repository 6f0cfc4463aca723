using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>Wilson's editing, which several cleaning methods share.</summary>
internal static class Editing
{
    /// <summary>Class after class, the rows whose neighbours agree with them, and all rows of the classes that may not lose any.</summary>
    internal static int[] Keep(
        string method, DenseMatrix features, int[] labels, SamplingStrategy strategy, int k, Agreement agreement,
            NeighborOptions neighbors, CancellationToken cancellationToken)
    {
        var classes = new ClassRows(labels);
        var targets = strategy.Resolve(classes, ResamplingKind.Clean);
        NeighborDemand.InAll(method, labels.Length, k, "K");
        var judged = targets.Keys.SelectMany(label => classes[label]).ToArray();
        var table = new NeighborIndex(features, neighbors).FindOwn(judged, k, cancellationToken);
        var agree = new bool[labels.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            agree[judged[i]] = Agrees(table.Of(i), labels, labels[judged[i]], agreement);
        }

        return Selection.ByClass(classes, targets, (_, rows, _) => Array.FindAll(rows, row => agree[row]));
    }

    internal static bool Agrees(ReadOnlySpan<int> neighbors, int[] labels, int label, Agreement agreement)
    {
        if (agreement == Agreement.Mode)
        {
            return Mode(neighbors, labels) == label;
        }

        foreach (var row in neighbors)
        {
            if (labels[row] != label)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The most frequent class of some rows, the lowest of equals.</summary>
    internal static int Mode(ReadOnlySpan<int> rows, int[] labels)
    {
        var (mode, most) = (int.MaxValue, 0);
        foreach (var row in rows)
        {
            var count = 0;
            foreach (var other in rows)
            {
                count += labels[other] == labels[row] ? 1 : 0;
            }

            if (count > most || (count == most && labels[row] < mode))
            {
                (mode, most) = (labels[row], count);
            }
        }

        return mode;
    }
}
