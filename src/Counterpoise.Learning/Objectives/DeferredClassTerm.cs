using Counterpoise.Learning.Losses;

namespace Counterpoise.Learning.Objectives;

/// <summary>The class term of the last epochs, as deferred re-weighting (DRW) has it.</summary>
/// <param name="Term">The class term from then on.</param>
/// <param name="FromEpoch">The first epoch of it, from 0.</param>
public sealed record DeferredClassTerm(IClassTerm Term, int FromEpoch)
{
    /// <summary>The first epoch of the last part of a training: ⌈share · epochs⌉, and the last epoch at the latest.</summary>
    /// <param name="share">The share of the epochs before it, in [0, 1]; 0.8 in the reference implementation.</param>
    /// <param name="epochs">Epochs of the training, at least 1.</param>
    public static int Start(double share, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "the share must be in [0, 1]");
        }

        // What falls short of a whole number by rounding is one.
        return Math.Min(epochs - 1, (int)Math.Ceiling((share * epochs) - 1e-9));
    }
}
