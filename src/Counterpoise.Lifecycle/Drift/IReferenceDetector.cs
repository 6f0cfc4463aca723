namespace Counterpoise.Lifecycle.Drift;

/// <summary>
/// A detector that learns what is normal from a reference, the rows that the model was validated on, and compares windows of later rows
/// with it. It holds options only. Implement it to bring a detector of your own; a type with a constructor without arguments is held to the
/// same contract as those of the house.
/// </summary>
public interface IReferenceDetector
{
    /// <summary>The name in reports and options, such as <c>ks</c>.</summary>
    string Name { get; }

    /// <summary>What reference and windows must hold; a window without it is not tested.</summary>
    DriftInputs Needs { get; }

    /// <summary>Learns the reference.</summary>
    /// <param name="reference">At least one row, with what <see cref="Needs"/> names.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The reference is empty, inconsistent, or lacks what is needed.</exception>
    IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default);
}
