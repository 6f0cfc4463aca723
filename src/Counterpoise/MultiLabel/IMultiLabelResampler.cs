using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.MultiLabel;

/// <summary>Adds rows with rare labels.</summary>
public interface IMultiLabelResampler
{
    /// <summary>Resamples training rows. Never give it rows that a model is evaluated on.</summary>
    /// <param name="features">The rows, [rows, columns], finite and of comparable scale.</param>
    /// <param name="labels">The labels of each row.</param>
    /// <param name="rng">The draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The rows as they were, followed by the new ones.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or no row has a label.</exception>
    (DenseMatrix Features, LabelSet Labels) Resample(DenseMatrix features, LabelSet labels, IRandomSource rng,
        CancellationToken cancellationToken = default);
}
