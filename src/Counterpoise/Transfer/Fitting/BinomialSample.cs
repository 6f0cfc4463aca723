using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Records as the likelihoods take them: ln(intensity) with weighted failures and survivals.</summary>
internal sealed record BinomialSample(double[] LogIntensities, double[] Failures, double[] Survivals, int[]? Clusters)
{
    public int Count => LogIntensities.Length;

    /// <summary>
    /// The sample of records whose failures count <paramref name="failureWeight"/>, and each record besides by its own weight.
    /// </summary>
    public static BinomialSample From(FragilityRecords records, double failureWeight = 1, double[]? weights = null) => new(
        Array.ConvertAll(records.Intensities, Math.Log),
        [.. records.Failures.Select((k, i) => k * failureWeight * (weights?[i] ?? 1))],
        [.. records.Trials.Select((n, i) => (n - records.Failures[i]) * (weights?[i] ?? 1))],
        records.Events);
}
