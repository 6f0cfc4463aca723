using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The support vectors of one-against-one machines with an RBF kernel of width <c>1 / (columns * variance)</c>.</summary>
internal static class SupportVectors
{
    /// <summary>The rows that support any pair of classes, class after class, ascending within each.</summary>
    internal static int[] Find(DenseMatrix features, ClassRows classes, double penalty, CancellationToken cancellationToken)
    {
        var gamma = Gamma(features);
        var labels = classes.Classes.ToArray();
        var supports = new HashSet<int>();
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = i + 1; j < labels.Length; j++)
            {
                int[] rows = [.. classes[labels[i]], .. classes[labels[j]]];
                var signs = Enumerable.Range(0, rows.Length).Select(r => r < classes.Count(labels[i]) ? 1 : -1).ToArray();
                var alphas = new SequentialMinimalOptimization(features, rows, signs, gamma, penalty).Solve(cancellationToken);
                for (var r = 0; r < rows.Length; r++)
                {
                    if (alphas[r] > 0)
                    {
                        supports.Add(rows[r]);
                    }
                }
            }
        }

        return [.. labels.SelectMany(label => classes[label]).Where(supports.Contains)];
    }

    private static double Gamma(DenseMatrix features)
    {
        var mean = PairwiseSum.Of(features.Data) / features.Data.Length;
        var variance = PairwiseSum.Of(Array.ConvertAll(features.Data, v => (v - mean) * (v - mean))) / features.Data.Length;
        return variance == 0 ? 1 : 1.0 / (features.Columns * variance);
    }
}
