namespace Counterpoise.Lifecycle.Drift;

/// <summary>
/// A detector of a change in one stream of numbers, value by value: errors (0 right, 1 wrong), losses or scores. An alarm is for a rise
/// only, since fewer errors need no repair. Implement it to bring a detector of your own to <c>watch</c> and to comparisons; a type with a
/// constructor without arguments is held to the same contract as those of the house.
/// </summary>
/// <remarks>
/// After <see cref="DriftLevel.Drift"/> a detector has forgotten what it needs to forget by itself; the next value is the first of the new
/// concept. A detector draws no random numbers, and its state is a list of numbers, so that a process that was killed goes on where it was.
/// It is not safe for several threads at once.
/// </remarks>
public interface IStreamDetector
{
    /// <summary>The name in reports and options, such as <c>hddm-a</c>.</summary>
    string Name { get; }

    /// <summary>Which values <see cref="Add"/> takes.</summary>
    StreamValues Takes { get; }

    /// <summary>Takes the next value of the stream.</summary>
    /// <param name="value">A value as <see cref="Takes"/> says.</param>
    /// <returns>What is known after this value; <see cref="DriftLevel.NotTested"/> while there are too few.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one that the detector takes; its state is unchanged.</exception>
    DriftLevel Add(double value);

    /// <summary>Forgets everything, as if new.</summary>
    void Reset();

    /// <summary>The whole state, to be given to <see cref="SetState"/> of a detector with the same options.</summary>
    double[] GetState();

    /// <summary>
    /// Puts the detector where <see cref="GetState"/> was called; the values that follow give the same answers bit for bit.
    /// </summary>
    /// <param name="state">What <see cref="GetState"/> returned.</param>
    /// <exception cref="ArgumentException">The numbers are not a state of this detector.</exception>
    void SetState(ReadOnlySpan<double> state);
}
