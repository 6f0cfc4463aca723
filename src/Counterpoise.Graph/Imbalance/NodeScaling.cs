using Counterpoise.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Imbalance;

/// <summary>Mean and deviation of each feature over the training nodes.</summary>
internal sealed record NodeScaling(double[] Means, double[] Deviations)
{
    private const double Constant = 1e-12;

    internal static NodeScaling Fit(DenseMatrix features, int[] training)
    {
        double[] means = new double[features.Columns], deviations = new double[features.Columns];
        for (var c = 0; c < features.Columns; c++)
        {
            double mean = training.Average(i => features[i, c]),
                deviation = Math.Sqrt(training.Average(i => Math.Pow(features[i, c] - mean, 2)));
            (means[c], deviations[c]) = (mean, deviation > Constant ? deviation : 1);
        }

        return new NodeScaling(means, deviations);
    }

    internal Tensor Apply(DenseMatrix features)
    {
        var (n, f) = (features.Rows, features.Columns);
        var values = new float[n * f];
        for (var i = 0; i < n; i++)
        {
            for (var c = 0; c < f; c++)
            {
                values[(i * f) + c] = (float)((features[i, c] - Means[c]) / Deviations[c]);
            }
        }

        return Tensor.FromArray(values, n, f);
    }
}
