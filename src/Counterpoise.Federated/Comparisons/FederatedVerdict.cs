using System.Globalization;

namespace Counterpoise.Federated.Comparisons;

/// <summary>
/// Whether re-labelling helps the rarest third of the classes, by the rule of the protocol: it must beat the lower rate alone and as many
/// random moves.
/// </summary>
/// <param name="Headline">The answer in one short sentence.</param>
/// <param name="Differences">What it rests on.</param>
/// <param name="Helps">Whether every interval lies above 0.</param>
public sealed record FederatedVerdict(string Headline, IReadOnlyList<FederatedDifference> Differences, bool Helps)
{
    /// <summary>Judges an arm against its controls.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="candidate">The arm in question.</param>
    /// <param name="controls">What it must beat; the first is the plain control, the last the control of which rows move.</param>
    /// <param name="metric">The metric's name.</param>
    /// <exception cref="ArgumentException">There is no such arm or metric, or there are no controls.</exception>
    public static FederatedVerdict Judge(FederatedComparison comparison, string candidate, IReadOnlyList<string> controls, string metric = "tail_accuracy")
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(controls);
        FederatedDifference[] differences = [.. controls.Select(control => comparison.Difference(candidate, control, metric))];
        if (differences.Length == 0)
        {
            throw new ArgumentException("there are no controls to judge against", nameof(controls));
        }

        var helps = Array.TrueForAll(differences, difference => difference.IsAbove);
        return new FederatedVerdict(Describe(candidate, differences, helps, metric), differences, helps);
    }

    private static string Describe(string candidate, FederatedDifference[] differences, bool helps, string metric)
    {
        var weakest = differences.MinBy(difference => difference.Mean)!;
        var figure = weakest.Interval is { } interval
            ? string.Create(CultureInfo.InvariantCulture, $"{weakest.Mean:+0.000;−0.000} [{interval.Lower:+0.000;−0.000}, {interval.Upper:+0.000;−0.000}]")
            : string.Create(CultureInfo.InvariantCulture, $"{weakest.Mean:+0.000;−0.000} with one seed");
        return helps ? $"{candidate} helps: {metric} {figure} against {weakest.Control}"
            : differences[0].IsAbove && differences.Length > 1 ? $"Re-labelling helps, which samples does not matter: {candidate} against {weakest.Control} {figure} in {metric}"
            : weakest.Interval is { Upper: < 0 } ? $"{candidate} harms: {metric} {figure} against {weakest.Control}"
            : $"No gain shown of {candidate}: {metric} {figure} against {weakest.Control}";
    }
}
