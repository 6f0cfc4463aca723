using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Changes how many rows each class has. Every resampler has one verb; a resampler of one's own that implements it works in
/// pipelines and comparisons like those that ship.
/// </summary>
public interface IResampler
{
    /// <summary>What the resampler does to the rows.</summary>
    ResamplingKind Kind { get; }

    /// <summary>Resamples training rows. Never give it rows that a model is evaluated on.</summary>
    /// <param name="features">The rows, [rows, columns].</param>
    /// <param name="labels">The class of each row, [rows].</param>
    /// <param name="rng">The draws; the same draws give the same rows, for any number of threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The new rows, and where each comes from.</returns>
    /// <exception cref="ArgumentException">The data do not fit the method; the message says what to do.</exception>
    ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default);
}
