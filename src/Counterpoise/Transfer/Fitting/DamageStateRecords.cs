using System.Globalization;
using Counterpoise.Messages;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Records of ordered damage states: at each intensity, how many structures ended in each state.</summary>
public sealed class DamageStateRecords
{
    /// <summary>Takes records over.</summary>
    /// <param name="name">What the records are of; not empty.</param>
    /// <param name="intensities">Intensity of each record, finite and above 0.</param>
    /// <param name="states">Names of the states from light to heavy, without "none"; at least one.</param>
    /// <param name="counts">Structures of each record in no state, in the first, and so on, [records][1 + states], at least 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, an intensity is not above 0, a count is negative, or a state has no
    /// structure in any record.</exception>
    public DamageStateRecords(string name, double[] intensities, IReadOnlyList<string> states, int[][] counts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(intensities);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(counts);
        if (states.Count == 0) throw new ArgumentException($"{name}: no damage state is named; expected at least one", nameof(states));
        if (counts.Length != intensities.Length)
            throw new ArgumentException(
                $"{name}: found {intensities.Length} intensities and counts of {counts.Length} records; expected as many of each");
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(intensities[i] > 0 && double.IsFinite(intensities[i])))
                throw new DataMismatchException(
                    $"{name}, {new RowPart(i)} has intensity {intensities[i].ToString(CultureInfo.InvariantCulture)}; expected a finite "
                        + $"number above 0");
            if (counts[i].Length != states.Count + 1 || counts[i].Any(c => c < 0))
                throw new DataMismatchException(
                    $"{name}, {new RowPart(i)} has counts {string.Join(", ", counts[i])}; expected {states.Count + 1} of at least 0: no "
                        + $"damage, then {string.Join(", ", states)}");
        }

        string[] all = ["no damage", .. states];
        if (Array.FindIndex(all, s => counts.Sum(c => c[Array.IndexOf(all, s)]) == 0) is var empty and >= 0)
            throw new ArgumentException(
                $"{name}: no structure of any record is in state '{all[empty]}', so that its curve cannot be told from its neighbour's: "
                    + $"join the two states");
        (Name, Intensities, States, Counts) = (name, intensities, [.. states], counts);
    }

    /// <summary>What the records are of.</summary>
    public string Name { get; }

    /// <summary>Intensity of each record.</summary>
    public double[] Intensities { get; }

    /// <summary>Names of the states from light to heavy.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Structures of each record in no state, in the first, and so on.</summary>
    public int[][] Counts { get; }

    /// <summary>Records of one structure each.</summary>
    /// <param name="name">What the records are of.</param>
    /// <param name="intensities">Intensity at each structure.</param>
    /// <param name="states">Names of the states from light to heavy.</param>
    /// <param name="reached">The state of each structure: 0 for none, 1 for the first, and so on.</param>
    /// <exception cref="ArgumentException">A state is out of range, or as of the constructor.</exception>
    public static DamageStateRecords FromOutcomes(string name, double[] intensities, IReadOnlyList<string> states, int[] reached)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(reached);
        if (Array.FindIndex(reached, s => s < 0 || s > states.Count) is var bad and >= 0)
            throw new DataMismatchException($"{name}, {new RowPart(bad)} is in state {reached[bad]}; expected 0 to {states.Count}");
        return new DamageStateRecords(name, intensities, states,
            [.. reached.Select(s => Enumerable.Range(0, states.Count + 1).Select(c => c == s ? 1 : 0).ToArray())]);
    }
}
