using Counterpoise.Numerics;

namespace Counterpoise.Profiles;

/// <summary>Spread of the class means over the spread within classes, for each feature.</summary>
internal static class FisherRatio
{
    public static double?[] Of(DenseMatrix features, int[] labels, int[] counts)
    {
        var ratios = new double?[features.Columns];
        for (var j = 0; j < ratios.Length; j++)
        {
            var column = features.Column(j);
            var mean = column.Average();
            var means = new double[counts.Length];
            for (var i = 0; i < column.Length; i++) means[labels[i]] += column[i] / counts[labels[i]];
            var within = column.Select((v, i) => (v - means[labels[i]]) * (v - means[labels[i]])).Sum();
            var between = means.Select((m, c) => counts[c] * (m - mean) * (m - mean)).Sum();
            ratios[j] = within == 0 ? null : between / within;
        }

        return ratios;
    }
}
