using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Changes how many rows have rare and how many common targets.</summary>
public interface IRegressionResampler
{
    /// <summary>Resamples training rows. Never give it rows that a model is evaluated on.</summary>
    /// <param name="features">The rows, [rows, columns].</param>
    /// <param name="targets">The target of each row, finite, [rows].</param>
    /// <param name="rng">The draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The new rows, and where each comes from.</returns>
    /// <exception cref="ArgumentException">The data do not fit the method, or all targets are rare, or none; the message says what to
    /// do.</exception>
    RegressionResampleResult Resample(DenseMatrix features, ReadOnlySpan<double> targets, IRandomSource rng,
        CancellationToken cancellationToken = default);
}
