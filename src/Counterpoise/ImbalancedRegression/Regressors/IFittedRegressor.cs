using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>What an <see cref="IRegressor"/> has learned.</summary>
public interface IFittedRegressor : IDisposable
{
    /// <summary>Predicts a number for each row.</summary>
    /// <param name="features">The rows, [rows, columns], with the columns of training.</param>
    /// <returns>[rows], in the units of the training targets.</returns>
    double[] Predict(DenseMatrix features);
}
