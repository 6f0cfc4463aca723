using System.Globalization;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// Capacities of structures, known exactly or to an interval: from incremental analyses, where some structures still stand at the
/// strongest intensity (censored from the right), or have failed at the weakest (from the left).
/// </summary>
public sealed class CapacityRecords
{
    /// <summary>Takes capacities over.</summary>
    /// <param name="name">What the records are of; not empty.</param>
    /// <param name="lower">Highest intensity that each structure stood, at least 0; 0 where none is known.</param>
    /// <param name="upper">Lowest intensity that each did not stand; infinity where none is known. Equal to the lower one where the
    /// capacity is exact.</param>
    /// <exception cref="ArgumentException">The lengths differ, an interval is empty or says nothing, or fewer than 2 structures are told
    /// of.</exception>
    public CapacityRecords(string name, double[] lower, double[] upper)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        if (lower.Length != upper.Length || lower.Length < 2)
            throw new ArgumentException(
                $"{name}: found {lower.Length} lower and {upper.Length} upper ends; expected as many of each, at least 2");
        for (var i = 0; i < lower.Length; i++)
        {
            if (!(lower[i] >= 0 && double.IsFinite(lower[i])) || !(upper[i] >= lower[i] && upper[i] > 0)
                || (lower[i] == 0 && double.IsInfinity(upper[i])))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{name}, structure {i} has a capacity between {lower[i]} and {upper[i]}; expected 0 ≤ lower ≤ upper, and at least "
                        + $"one end that is known"));
            }
        }

        (Name, Lower, Upper) = (name, lower, upper);
    }

    /// <summary>What the records are of.</summary>
    public string Name { get; }

    /// <summary>Highest intensity that each structure stood.</summary>
    public double[] Lower { get; }

    /// <summary>Lowest intensity that each structure did not stand.</summary>
    public double[] Upper { get; }

    /// <summary>Capacities that are exact, or censored from the right.</summary>
    /// <param name="name">What the records are of.</param>
    /// <param name="capacities">The intensity at which each structure failed, or the strongest that it stood; above 0.</param>
    /// <param name="stillStanding">Whether each structure still stood there.</param>
    public static CapacityRecords FromRightCensored(string name, double[] capacities, bool[] stillStanding)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        ArgumentNullException.ThrowIfNull(stillStanding);
        return capacities.Length == stillStanding.Length
            ? new CapacityRecords(name, capacities, [.. capacities.Select((c, i) => stillStanding[i] ? double.PositiveInfinity : c)])
            : throw new ArgumentException(
                $"{name}: found {capacities.Length} capacities and {stillStanding.Length} marks of censoring; expected as many of each");
    }
}
