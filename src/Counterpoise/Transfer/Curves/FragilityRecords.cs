using System.Globalization;
using Counterpoise.Messages;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// What was seen of one kind of structure: at each intensity, how many were exposed and how many failed. A stripe of analyses, a
/// street after an earthquake and a single bridge (one exposed) are all records.
/// </summary>
public sealed class FragilityRecords
{
    /// <summary>Takes records over.</summary>
    /// <param name="name">What the records are of, for messages and reports; not empty.</param>
    /// <param name="intensities">Intensity of each record, such as a spectral acceleration in g; finite and above 0. Equal ones are
    /// welcome.</param>
    /// <param name="trials">Structures exposed in each record, at least 1.</param>
    /// <param name="failures">Failures in each record, 0 to the exposed.</param>
    /// <param name="events">The event or ground motion that each record shares with others, or null where each record stands alone.</param>
    /// <exception cref="ArgumentException">The lengths differ, an intensity is not above 0, or a count is out of range.</exception>
    public FragilityRecords(string name, double[] intensities, int[] trials, int[] failures, int[]? events = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(intensities);
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(failures);
        if (trials.Length != intensities.Length || failures.Length != intensities.Length
            || (events is not null && events.Length != intensities.Length))
            throw Fault($"{name}: found {intensities.Length} intensities, {trials.Length} exposed, {failures.Length} failures"
                + $"{(events is null ? "" : $", {events.Length} events")}; expected as many of each");
        for (var i = 0; i < intensities.Length; i++) RequireRecord(name, i, intensities[i], trials[i], failures[i]);
        (Name, Intensities, Trials, Failures, Events) = (name, intensities, trials, failures, events);
    }

    /// <summary>What the records are of.</summary>
    public string Name { get; }

    /// <summary>Intensity of each record, above 0.</summary>
    public double[] Intensities { get; }

    /// <summary>Structures exposed in each record, at least 1.</summary>
    public int[] Trials { get; }

    /// <summary>Failures in each record.</summary>
    public int[] Failures { get; }

    /// <summary>The event or ground motion of each record, or null.</summary>
    public int[]? Events { get; }

    /// <summary>Number of records.</summary>
    public int Count => Intensities.Length;

    /// <summary>Structures exposed in all records.</summary>
    public int TrialCount => Trials.Sum();

    /// <summary>Failures in all records.</summary>
    public int FailureCount => Failures.Sum();

    /// <summary>Records of one structure each.</summary>
    /// <param name="name">What the records are of.</param>
    /// <param name="intensities">Intensity at each structure, above 0.</param>
    /// <param name="failed">1 where the structure failed, 0 where it did not.</param>
    /// <param name="events">The event of each structure, or null.</param>
    /// <exception cref="ArgumentException">The lengths differ, an intensity is not above 0, or an outcome is neither 0 nor 1.</exception>
    public static FragilityRecords FromOutcomes(string name, double[] intensities, int[] failed, int[]? events = null)
    {
        ArgumentNullException.ThrowIfNull(intensities);
        return new FragilityRecords(name, intensities, [.. Enumerable.Repeat(1, intensities.Length)], failed, events);
    }

    /// <summary>The same records under another name.</summary>
    /// <param name="name">Not empty.</param>
    public FragilityRecords WithName(string name) => new(name, Intensities, Trials, Failures, Events);

    /// <summary>Some of the records, in the given order.</summary>
    /// <param name="records">Places, from 0.</param>
    public FragilityRecords Select(params ReadOnlySpan<int> records)
    {
        var places = records.ToArray();
        return new FragilityRecords(Name, Pick(Intensities, places), Pick(Trials, places), Pick(Failures, places), Events is null ? null
            : Pick(Events, places));
    }

    /// <summary>One record for each exposed structure, failures first within a record; the event stays.</summary>
    /// <returns>The records and, for each, the record that it came from.</returns>
    public (FragilityRecords Records, int[] Origins) PerStructure()
    {
        int[] origins = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, Trials[i]))];
        int[] failed = [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(0, Trials[i]).Select(j => j < Failures[i] ? 1 : 0))];
        return (FromOutcomes(Name, Pick(Intensities, origins), failed, Events is null ? null : Pick(Events, origins)), origins);
    }

    private static T[] Pick<T>(T[] values, int[] places) => Array.ConvertAll(places, place => values[place]);

    private static void RequireRecord(string name, int i, double intensity, int trials, int failures)
    {
        if (!(intensity > 0 && double.IsFinite(intensity)))
            throw Fault(
                $"{name}, {new RowPart(i)} has intensity {Text(intensity)}; expected a finite number above 0, for its logarithm is taken: "
                + $"leave the record out, or give the intensity in a unit that starts above 0");
        if (trials < 1)
            throw Fault(
                $"{name}, {new RowPart(i)} has {trials} exposed; expected at least 1: leave records out that nothing was exposed in");
        if (failures < 0 || failures > trials)
            throw Fault(
                $"{name}, {new RowPart(i)} has {failures} failures of {trials} exposed; expected 0 to {trials}: look whether the two "
                    + $"columns are mixed up");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static DataMismatchException Fault(Message message) => new(message);
}
