using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.OneClass;

/// <summary>The rows of the most frequent class, which is all that these methods learn from, and the shares of the others.</summary>
internal sealed class OneClassRows
{
    private OneClassRows(DenseMatrix rows, double[] shares, int majority) => (Rows, Shares, Majority) = (rows, shares, majority);

    public DenseMatrix Rows { get; }

    /// <summary>Prior of each class among the rows that count.</summary>
    public double[] Shares { get; }

    /// <summary>The most frequent class; of equals the lowest.</summary>
    public int Majority { get; }

    public static OneClassRows Of(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var counts = new double[classCount];
        for (var i = 0; i < labels.Length; i++) counts[labels[i]] += weights.IsEmpty || weights[i] > 0 ? 1 : 0;
        var majority = Array.IndexOf(counts, counts.Max());
        var rows = new List<int>();
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] == majority && (weights.IsEmpty || weights[i] > 0)) rows.Add(i);
        return new OneClassRows(features.SelectRows([.. rows]), [.. counts.Select(c => c / counts.Sum())], majority);
    }

    /// <summary>Refuses fewer rows than neighbours.</summary>
    public void RequireNeighbors(int k)
    {
        if (Rows.Rows <= k)
            throw new ArgumentException($"the most frequent class has {Rows.Rows} rows; {k} neighbours need at least {k + 1}: lower K");
    }
}
