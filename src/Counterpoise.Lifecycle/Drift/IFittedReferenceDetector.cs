namespace Counterpoise.Lifecycle.Drift;

/// <summary>
/// A detector that knows its reference. It does not change: the same window gives the same findings, whatever was examined before, and a
/// detector fitted to a reference that was read back from a file gives them too.
/// </summary>
public interface IFittedReferenceDetector
{
    /// <summary>Compares a window with the reference. The order of its rows does not matter.</summary>
    /// <param name="window">Rows with the columns of the reference.</param>
    /// <param name="level">
    /// Chance of a false alarm that this window may have, in (0, 1). It holds for the subjects of one window together; over many windows
    /// spend it with <see cref="AlphaSpending"/>.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One finding for each subject, in the order of the columns; never empty.</returns>
    /// <exception cref="ArgumentException">The window is inconsistent, or its columns are not those of the reference.</exception>
    IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default);
}
