using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The rows as QC-SMOTE measures them: scaled, categories one-hot, with one neighbour index that all classes share.</summary>
internal sealed class QcSpace
{
    internal QcSpace(DenseMatrix features, int[] labels, ClassRows classes, QcSmoteOptions options)
    {
        (Features, Labels, Classes, Options) = (features, labels, classes, options);
        var all = Enumerable.Range(0, features.Rows).ToArray();
        Continuous = [.. Enumerable.Range(0, features.Columns).Except(options.CategoricalColumns)];
        var scaled = options.Standardize ? Standardize(features, all) : features;
        if (options.CategoricalColumns.Length == 0)
        {
            Rows = scaled;
        }
        else
        {
            var encoding = new NominalEncoding(scaled, options.CategoricalColumns, classes[classes.Minority]);
            Nominal = encoding.Columns;
            Rows = encoding.Encode(all);
            Half = encoding.Half;
        }

        Index = new NeighborIndex(Rows, options.Neighbors);
    }

    internal DenseMatrix Features { get; }

    internal int[] Labels { get; }

    internal ClassRows Classes { get; }

    internal QcSmoteOptions Options { get; }

    /// <summary>Columns that are interpolated.</summary>
    internal int[] Continuous { get; }

    /// <summary>Columns that are voted on.</summary>
    internal NominalCodes[] Nominal { get; } = [];

    /// <summary>What stands in the one-hot column of a row's category.</summary>
    internal double Half { get; }

    /// <summary>The rows that distances are taken on; continuous columns first.</summary>
    internal DenseMatrix Rows { get; }

    internal NeighborIndex Index { get; }

    private DenseMatrix Standardize(DenseMatrix features, int[] all)
    {
        var means = ColumnMoments.Means(features, all);
        var deviations = ColumnMoments.Deviations(features, all);
        var scaled = features.SelectRows(all);
        for (var i = 0; i < scaled.Rows; i++)
        {
            var row = scaled.Row(i);
            foreach (var c in Continuous)
            {
                // A constant column tells rows apart by nothing.
                row[c] = deviations[c] > 0 ? (row[c] - means[c]) / deviations[c] : 0;
            }
        }

        return scaled;
    }
}
