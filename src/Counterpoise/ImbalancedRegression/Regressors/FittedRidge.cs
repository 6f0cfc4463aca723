using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>mean + (x − centre) β.</summary>
internal sealed class FittedRidge(double mean, double[] centre, double[] coefficients) : IFittedRegressor
{
    public double Mean => mean;

    public double[] Centre => centre;

    public double[] Coefficients => coefficients;

    public double[] Predict(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, centre.Length);
        return [.. Enumerable.Range(0, features.Rows).Select(i =>
        {
            var row = features.Row(i);
            var value = mean;
            for (var c = 0; c < centre.Length; c++) value += (row[c] - centre[c]) * coefficients[c];
            return value;
        })];
    }

    public void Dispose()
    {
    }
}
