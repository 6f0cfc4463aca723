using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Data.Matlab;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>
/// Reads the MAT-files of the fraud benchmarks (YelpChi, Amazon): sparse <c>net_…</c> matrices, one for each relation, <c>features</c> and
/// <c>label</c>.
/// <c>homo</c>, all relations together, is left out where there are others.
/// </summary>
/// <remarks>Reference of the data: Dou et al., CIKM 2020, arXiv:2008.08692.</remarks>
public static class FraudMatlabFile
{
    /// <summary>Reads a graph.</summary>
    /// <param name="path">A file that ends in <c>.mat</c>, version 5.</param>
    /// <exception cref="TableFormatException">The file is damaged, or lacks relations, features or labels.</exception>
    /// <exception cref="GraphFormatException">A feature is not finite.</exception>
    public static GraphData Read(string path)
    {
        var sparse = MatlabFile.ReadSparse(path);
        var dense = MatlabFile.Read(path);
        if (!dense.TryGetValue("label", out var label))
        {
            throw Missing("label");
        }

        int[] classes = [.. label.Data.Select(v => (int)v)], names = [.. classes.Distinct().Order()];
        var relations = sparse.Where(m => m.Key.StartsWith("net_", StringComparison.Ordinal)).OrderBy(m => m.Key, StringComparer.Ordinal)
            .ToArray();
        if (relations.Length == 0)
        {
            relations = sparse.TryGetValue("homo", out var all) ? [new("homo", all)] : throw Missing("net_… or homo");
        }

        if (relations.FirstOrDefault(r => r.Value.Rows != classes.Length || r.Value.Columns != classes.Length) is { Value: not null } odd)
        {
            throw new TableFormatException(path,
                $"'{odd.Key}' is {odd.Value.Rows} x {odd.Value.Columns} and there are {classes.Length} labels; expected a square of that "
                + $"size");
        }

        return new GraphData(
            Features(), [.. relations.Select(r => Edges(r.Key, r.Value))],
            new Labels("label", [.. names.Select(c => c.ToString(CultureInfo.InvariantCulture))],
                [.. classes.Select(c => Array.BinarySearch(names, c))]));

        DenseMatrix Features()
        {
            if (dense.TryGetValue("features", out var plain) && plain.Rows == classes.Length)
            {
                return plain;
            }

            if (!sparse.TryGetValue("features", out var packed) || packed.Rows != classes.Length)
            {
                throw Missing($"features of {classes.Length} rows");
            }

            var result = new DenseMatrix(packed.Rows, packed.Columns);
            for (var column = 0; column < packed.Columns; column++)
            {
                for (var i = packed.Offsets[column]; i < packed.Offsets[column + 1]; i++)
                {
                    result[packed.RowIndex[i], column] = packed.Values[i];
                }
            }

            return result;
        }

        TableFormatException Missing(string what) =>
            new(path, $"there is no {what}; it has {string.Join(", ", dense.Keys.Concat(sparse.Keys).Order())}: give a file of the fraud "
                + $"benchmarks");
    }

    private static Relation Edges(string name, SparseColumns matrix)
    {
        List<int> sources = new(matrix.Values.Length), targets = new(matrix.Values.Length);
        for (var column = 0; column < matrix.Columns; column++)
        {
            for (var i = matrix.Offsets[column]; i < matrix.Offsets[column + 1]; i++)
            {
                if (matrix.Values[i] != 0)
                {
                    sources.Add(matrix.RowIndex[i]);
                    targets.Add(column);
                }
            }
        }

        return new Relation(name, [.. sources], [.. targets]).Symmetric();
    }
}
