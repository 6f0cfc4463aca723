using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>The rows that a pipeline has learned from, known again by id, by the rows they were made from, and by their values.</summary>
internal sealed class SeenRows
{
    private readonly HashSet<long> _ids;
    private readonly DenseMatrix _features;

    public SeenRows(Table training, DenseMatrix features)
    {
        _ids = [.. Enumerable.Range(0, training.RowCount).SelectMany(i => Origins(training, i))];
        _features = features;
    }

    /// <summary>Throws where a row was trained on, is a parent of a row that was, or was made from either.</summary>
    public void Refuse(Table test)
    {
        var shared = Enumerable.Range(0, test.RowCount).Where(i => Origins(test, i).Any(_ids.Contains)).Select(i => test.RowIds[i])
            .ToArray();
        if (shared.Length > 0)
            throw new LeakageException(
                $"{shared.Length} of {test.RowCount} rows were trained on, as they are, as parents of synthetic rows, or through rows "
                + $"that they were made from (row ids {string.Join(", ", shared.Take(5))}{(shared.Length > 5 ? ", …" : "")}): split "
                + $"first, then resample the training split alone. Ids are places in a file: rows of two files are told apart once they "
                + $"are joined with Concat and numbered with WithRowIds");
    }

    /// <summary>What a reader must know where test rows, though under other ids, repeat training rows.</summary>
    public IEnumerable<string> Copies(DenseMatrix test)
    {
        var known = new HashSet<RowKey>(Enumerable.Range(0, _features.Rows).Select(i => new RowKey(_features, i)));
        var copies = Enumerable.Range(0, test.Rows).Count(i => known.Contains(new RowKey(test, i)));
        if (copies > 0)
            yield return $"{copies} of {test.Rows} rows equal a training row in every feature: repeated rows, or the same rows under "
                + $"other ids; split by group, or read the table once";
    }

    private static IEnumerable<long> Origins(Table table, int row) => table.ParentsOf(row).Prepend(table.RowIds[row]);
}
