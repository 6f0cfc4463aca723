using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Records of structures that are told by several numbers, such as ln(intensity), age and span: the covariate form.</summary>
public sealed class CovariateRecords
{
    /// <summary>Takes records over.</summary>
    /// <param name="name">What the records are of; not empty.</param>
    /// <param name="features">Numbers of each record, [records, features], finite. An intensity comes as its logarithm.</param>
    /// <param name="featureNames">A name per feature.</param>
    /// <param name="trials">Structures exposed in each record, at least 1.</param>
    /// <param name="failures">Failures in each record, 0 to the exposed.</param>
    /// <param name="events">The event that each record shares with others, or null.</param>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or a count is out of range.</exception>
    public CovariateRecords(string name, DenseMatrix features, IReadOnlyList<string> featureNames, int[] trials, int[] failures,
        int[]? events = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(failures);
        if (trials.Length != features.Rows || failures.Length != features.Rows || (events is not null && events.Length != features.Rows))
            throw new ArgumentException(
                $"{name}: found {features.Rows} rows of features, {trials.Length} exposed and {failures.Length} failures; expected as "
                    + $"many of each");
        if (featureNames.Count != features.Columns)
            throw new ArgumentException(
                $"{name}: found {featureNames.Count} names and {features.Columns} features; expected a name for each",
                    nameof(featureNames));
        for (var i = 0; i < features.Rows; i++)
        {
            for (var j = 0; j < features.Columns; j++) RequireFinite(name, i, featureNames[j], features[i, j]);
            if (trials[i] < 1 || failures[i] < 0 || failures[i] > trials[i])
                throw new DataMismatchException(
                    $"{name}, {new RowPart(i)} has {failures[i]} failures of {trials[i]} exposed; expected 0 to the exposed, of whom "
                        + $"there is at least 1");
        }

        (Name, Features, FeatureNames, Trials, Failures, Events) = (name, features, [.. featureNames], trials, failures, events);
    }

    /// <summary>What the records are of.</summary>
    public string Name { get; }

    /// <summary>Numbers of each record, [records, features].</summary>
    public DenseMatrix Features { get; }

    /// <summary>A name per feature.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Structures exposed in each record.</summary>
    public int[] Trials { get; }

    /// <summary>Failures in each record.</summary>
    public int[] Failures { get; }

    /// <summary>The event of each record, or null.</summary>
    public int[]? Events { get; }

    /// <summary>Number of records.</summary>
    public int Count => Trials.Length;

    /// <summary>Failures in all records.</summary>
    public int FailureCount => Failures.Sum();

    /// <summary>The same records under another name.</summary>
    /// <param name="name">Not empty.</param>
    public CovariateRecords WithName(string name) => new(name, Features, FeatureNames, Trials, Failures, Events);

    /// <summary>Some of the records, in the given order.</summary>
    /// <param name="records">Places, from 0.</param>
    public CovariateRecords Select(params ReadOnlySpan<int> records)
    {
        var places = records.ToArray();
        T[] Pick<T>(T[] values) => Array.ConvertAll(places, place => values[place]);
        return new CovariateRecords(Name, Features.SelectRows(records), FeatureNames, Pick(Trials), Pick(Failures), Events is null ? null
            : Pick(Events));
    }

    /// <summary>
    /// Records from a continuous response such as a drift: a failure is a response above the threshold. What is a failure is then the
    /// threshold's choice, and a report says so.
    /// </summary>
    /// <param name="name">What the records are of.</param>
    /// <param name="features">Numbers of each record, [records, features].</param>
    /// <param name="featureNames">A name per feature.</param>
    /// <param name="responses">The response of each record, finite.</param>
    /// <param name="threshold">Above it is a failure.</param>
    /// <exception cref="ArgumentException">A response is not finite, or no response or every one is above the threshold.</exception>
    public static CovariateRecords FromResponses(string name, DenseMatrix features, IReadOnlyList<string> featureNames,
        double[] responses, double threshold)
    {
        ArgumentNullException.ThrowIfNull(responses);
        for (var i = 0; i < responses.Length; i++) RequireFinite(name, i, "the response", responses[i]);
        int[] failed = [.. responses.Select(r => r > threshold ? 1 : 0)];
        return failed.Sum() is var above && (above == 0 || above == failed.Length)
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {above} of {failed.Length} responses are above {threshold}; expected some and not all. They lie between "
                    + $"{responses.Min():G4} and {responses.Max():G4}"))
            : new CovariateRecords(name, features, featureNames, [.. Enumerable.Repeat(1, failed.Length)], failed);
    }

    private static void RequireFinite(string name, int record, string what, double value)
    {
        if (!double.IsFinite(value))
            throw new DataMismatchException(
                $"{name}, {new RowPart(record)}: {what} is {value.ToString(CultureInfo.InvariantCulture)}; expected a finite number: "
                    + $"leave the record out, or impute it");
    }
}
