using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Learns to predict a number.</summary>
public interface IRegressor
{
    /// <summary>Its name, as <c>--regressors</c> takes it.</summary>
    string Name { get; }

    /// <summary>Learns from rows.</summary>
    /// <param name="features">The rows, [rows, columns], finite; at least one row.</param>
    /// <param name="targets">The target of each row, finite, [rows].</param>
    /// <param name="weights">The weight of each row, finite, at least 0 and not all 0, [rows]; empty where all weigh the same.</param>
    /// <param name="rng">The draws, where there are any.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
        CancellationToken cancellationToken = default);
}
