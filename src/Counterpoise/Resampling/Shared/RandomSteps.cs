using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Hands out the generator at each step of a resampler: with <see cref="NumPySeeding.Integer"/> it is put back to where it
/// stood when the resampler was called, as imbalanced-learn does with an integer seed; otherwise it draws on.
/// </summary>
internal sealed class RandomSteps
{
    private readonly IRandomSource _rng;
    private readonly uint[]? _start;

    internal RandomSteps(IRandomSource rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        _rng = rng;
        _start = rng is NumPyRandomState { Seeding: NumPySeeding.Integer } numPy ? numPy.GetState() : null;
    }

    /// <summary>Whether each step starts from the same place.</summary>
    internal bool Restart => _start is not null;

    internal IRandomSource Next()
    {
        if (_start is not null)
        {
            ((NumPyRandomState)_rng).SetState(_start);
        }

        return _rng;
    }
}
