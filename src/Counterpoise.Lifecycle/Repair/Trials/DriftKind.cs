namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>What is done to a stream of real rows.</summary>
public enum DriftKind
{
    /// <summary>Nothing: every alarm is false.</summary>
    None,

    /// <summary>Two features move by two standard deviations.</summary>
    Covariate,

    /// <summary>The minority becomes three times as frequent.</summary>
    Prior,

    /// <summary>Classes are swapped in the tenth of the rows with the highest values of one feature.</summary>
    Region,

    /// <summary>
    /// Nothing is done: windows are the table's own rows one after the other, whatever drift they hold. Rows before
    /// <see cref="DriftTrialOptions.DriftAt"/> count as before.
    /// </summary>
    Natural,
}
