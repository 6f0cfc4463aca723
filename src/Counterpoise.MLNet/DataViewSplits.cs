using Counterpoise.Randomness;
using Counterpoise.Splits;
using Microsoft.ML;

namespace Counterpoise.MLNet;

/// <summary>Stratified and grouped parts and folds of data views.</summary>
public static class DataViewSplits
{
    /// <summary>Splits that have the class priors of all rows; with a group column, rows of a group stay together.</summary>
    /// <param name="catalog">ML.NET's <c>context.Data</c>.</param>
    /// <param name="data">The rows; read once into memory.</param>
    /// <param name="labelColumn">The class.</param>
    /// <param name="testShare">Share of the test rows, above 0 and below 1.</param>
    /// <param name="validationShare">Share of validation rows, at least 0. Default 0: none.</param>
    /// <param name="groupColumn">A column of texts, keys or whole numbers whose equal values belong together; null for none.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">A column or a share cannot be used, or a class has too few rows.</exception>
    public static DataSplit StratifiedSplit(this DataOperationsCatalog catalog, IDataView data, string labelColumn,
        double testShare = 0.25, double validationShare = 0, string? groupColumn = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var rows = Read(data);
        var labels = LabelColumn.Read(rows, labelColumn);
        var random = new RandomStream(seed, "split");
        var split = groupColumn is null
            ? Splits.StratifiedSplit.Of(labels.Codes, testShare, validationShare, random, classNames: labels.Names)
            : GroupSplit.Of(labels.Codes, Groups(rows, groupColumn), testShare, validationShare, random);
        return Parts(rows, split);
    }

    /// <summary>Folds that have the class priors of all rows; with a group column, rows of a group stay together.</summary>
    /// <param name="catalog">ML.NET's <c>context.Data</c>.</param>
    /// <param name="data">The rows; read once into memory.</param>
    /// <param name="labelColumn">The class.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="groupColumn">A column whose equal values belong together; null for none.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">A column cannot be used, or a class has fewer rows than folds.</exception>
    public static IReadOnlyList<DataSplit> StratifiedFolds(this DataOperationsCatalog catalog, IDataView data, string labelColumn,
        int folds = 5, string? groupColumn = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var rows = Read(data);
        var labels = LabelColumn.Read(rows, labelColumn);
        var random = new RandomStream(seed, "split");
        var splits = groupColumn is null ? StratifiedKFold.Of(labels.Codes, folds, random)
            : StratifiedGroupKFold.Of(labels.Codes, Groups(rows, groupColumn), folds, random);
        return [.. splits.Select(s => Parts(rows, s))];
    }

    private static RowsInMemory Read(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Schema.GetColumnOrNull(RowOrigin.Kind) is null ? RowsInMemory.Read(data)
            : throw new InvalidOperationException(
                $"the data have a column '{RowOrigin.Kind}', so they were resampled: test rows would be copies or children of training "
                + $"rows; split first, then resample the training split");
    }

    private static DataSplit Parts(RowsInMemory rows, Split split) =>
        new(rows.Select(split.Train), rows.Select(split.Test), split.Validation.Length == 0 ? null : rows.Select(split.Validation));

    private static int[] Groups(RowsInMemory rows, string column)
    {
        var (values, codes) = (rows.Find(column), new Dictionary<string, int>());
        return [.. Enumerable.Range(0, rows.Count).Select(i => codes.TryGetValue(values.Text(i), out var code) ? code
            : codes[values.Text(i)] = codes.Count)];
    }
}
