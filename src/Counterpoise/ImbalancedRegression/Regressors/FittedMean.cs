using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>One number for every row.</summary>
internal sealed class FittedMean(double value) : IFittedRegressor
{
    public double Value => value;

    public double[] Predict(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return [.. Enumerable.Repeat(value, features.Rows)];
    }

    public void Dispose()
    {
    }
}
