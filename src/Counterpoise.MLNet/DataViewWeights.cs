using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>Weight columns for trainers that take an example weight.</summary>
public static class DataViewWeights
{
    private const double Beta = 0.999;

    /// <summary>Adds a column of weights by class, with a mean of 1; trainers take its name as <c>exampleWeightColumnName</c>.</summary>
    /// <param name="catalog">ML.NET's <c>context.Data</c>.</param>
    /// <param name="data">Training rows; read once into memory.</param>
    /// <param name="labelColumn">The class.</param>
    /// <param name="weighting">How rows weigh.</param>
    /// <param name="weightColumn">Name of the new column.</param>
    /// <exception cref="ArgumentException">The label cannot be used, or the column is there already.</exception>
    public static IDataView WithClassWeights(this DataOperationsCatalog catalog, IDataView data, string labelColumn,
        ClassWeighting weighting = ClassWeighting.Balanced, string weightColumn = "Weight")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Schema.GetColumnOrNull(weightColumn) is not null)
        {
            throw new ArgumentException($"the data have a column '{weightColumn}' already: name another", nameof(weightColumn));
        }

        var rows = RowsInMemory.Read(data);
        var labels = LabelColumn.Read(rows, labelColumn);
        var weights = Weights(labels, weighting);
        var column = new StoredColumn<float>(default).Filled(labels.Codes.Select(c => (float)weights[c]));
        return rows.With(new Dictionary<string, StoredColumn>(), (weightColumn, NumberDataViewType.Single, column));
    }

    private static double[] Weights(LabelColumn labels, ClassWeighting weighting)
    {
        var counts = new double[labels.Names.Length];
        foreach (var code in labels.Codes)
        {
            counts[code]++;
        }

        double[] raw = [.. counts.Select(n => n == 0 ? 0 : weighting switch
        {
            ClassWeighting.Balanced => 1 / n,
            ClassWeighting.EffectiveNumber => (1 - Beta) / (1 - Math.Pow(Beta, n)),
            _ => Math.Sqrt(1 / n),
        })];
        var mean = raw.Zip(counts, (w, n) => w * n).Sum() / labels.Codes.Length;
        return Array.ConvertAll(raw, w => w / mean);
    }
}
