using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Figures of features that methods of few supports need.</summary>
internal static class FewShotFeatures
{
    /// <summary>The mean of chosen rows.</summary>
    public static double[] Mean(DenseMatrix rows, int[] which)
    {
        var mean = new double[rows.Columns];
        foreach (var row in which)
        {
            TensorPrimitives.Add(mean, rows.Row(row), mean);
        }

        TensorPrimitives.Divide(mean, which.Length, mean);
        return mean;
    }
}
