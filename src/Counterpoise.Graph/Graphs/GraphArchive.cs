using System.Globalization;
using Counterpoise.Numerics;
using Counterpoise.Splits;
using Counterpoise.Tables;
using Counterpoise.Torch.Files;

namespace Counterpoise.Graph.Graphs;

/// <summary>
/// Reads graphs from NumPy archives: those of the heterophilous benchmarks (<c>node_features</c>, <c>node_labels</c>, <c>edges</c> [e, 2],
/// masks of ten splits; labels may be left out) and those of PyTorch Geometric (<c>x</c>, <c>y</c>, <c>edge_index</c> [2, e]).
/// </summary>
/// <remarks>
/// Reference: Platonov et al., "A critical look at the evaluation of GNNs under heterophily", ICLR 2023, arXiv:2302.11640.
/// </remarks>
public static class GraphArchive
{
    /// <summary>Reads a graph; its one relation goes both ways, each pair once, and is called <c>edge</c>.</summary>
    /// <param name="path">A file that ends in <c>.npz</c>.</param>
    /// <exception cref="WeightFileException">The file is damaged, or lacks an array.</exception>
    /// <exception cref="GraphFormatException">An edge has no node, or a feature is not a number.</exception>
    public static GraphData Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var archive = NpzFile.Open(path);
        var features = Array("node_features", "x");
        var labels = archive.Tensors.GetValueOrDefault("node_labels") ?? archive.Tensors.GetValueOrDefault("y");
        var paired = archive.Tensors.TryGetValue("edges", out var edges);
        edges ??= Array("edge_index", "edges");
        var wanted = paired ? 1 : 0;
        if (features.Shape.Count != 2 || edges.Shape.Count != 2 || edges.Shape[wanted] != 2
            || (labels is not null && labels.ElementCount != features.Shape[0]))
        {
            throw new WeightFileException(
                path, FormattableString.Invariant($"features of shape [{string.Join(", ", features.Shape)}], {labels?.ElementCount ?? 0} ")
                    + $"labels and edges of shape [{string.Join(", ", edges.Shape)}]",
                "features [n, F], n labels, and edges [e, 2] or edge_index [2, e]");
        }

        var (n, columns, e) = ((int)features.Shape[0], (int)features.Shape[1], (int)edges.Shape[1 - wanted]);
        int[] ends = [.. Numbers(edges).Select(v => (int)v)];
        int[] sources = [.. Enumerable.Range(0, e).Select(i => paired ? ends[2 * i] : ends[i])];
        int[] targets = [.. Enumerable.Range(0, e).Select(i => paired ? ends[(2 * i) + 1] : ends[e + i])];
        var found = labels is null ? null : Classes(labels);
        var matrix = new DenseMatrix(n, columns, Numbers(features));

        // The check comes before the pairs are made even, so that it names the edges of the file.
        _ = new GraphData(matrix, [new Relation("edge", sources, targets)], found);
        return new GraphData(matrix, [new Relation("edge", sources, targets).Symmetric()], found) { GivenSplits = Splits(archive, n) };

        StoredTensor Array(string first, string second) =>
            archive.Tensors.TryGetValue(first, out var a) || archive.Tensors.TryGetValue(second, out a)
                ? a
                : throw new WeightFileException(path, $"arrays {string.Join(", ", archive.Tensors.Keys)}",
                    $"an array '{first}' or '{second}'");
    }

    private static Labels Classes(StoredTensor labels)
    {
        int[] classes = [.. Numbers(labels).Select(v => (int)v)], names = [.. classes.Distinct().Order()];
        return new Labels("label", [.. names.Select(c => c.ToString(CultureInfo.InvariantCulture))],
            [.. classes.Select(c => Array.BinarySearch(names, c))]);
    }

    private static double[] Numbers(StoredTensor stored)
    {
        using var scope = torch.NewDisposeScope();
        return stored.ToTensor().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static Split[] Splits(TensorArchive archive, int n)
    {
        if (!archive.Tensors.TryGetValue("train_masks", out var train) || !archive.Tensors.TryGetValue("val_masks", out var validation)
            || !archive.Tensors.TryGetValue("test_masks", out var test))
        {
            return [];
        }

        double[] a = Numbers(train), b = Numbers(validation), c = Numbers(test);
        return [.. Enumerable.Range(0, a.Length / n).Select(s => new Split { Train = Rows(a, s), Validation = Rows(b, s),
            Test = Rows(c, s) })];

        int[] Rows(double[] mask, int split) => [.. Enumerable.Range(0, n).Where(i => mask[(split * n) + i] != 0)];
    }
}
