using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.Federated.Comparisons;

/// <summary>
/// Whether an arm helps, by the rule of all comparisons of this toolkit (<see cref="VerdictRule"/>): it must beat every control.
/// FedReLa's controls are the lower rate alone and as many random moves.
/// </summary>
/// <param name="Headline">The answer in one short sentence.</param>
/// <param name="Differences">What it rests on: the arm against each control, Holm's correction over all of them.</param>
/// <param name="Outcome">Helps where every control is beaten, harms where one control beats it, no gain where none shows one.</param>
public sealed record FederatedVerdict(string Headline, IReadOnlyList<PairedDifference> Differences, VerdictOutcome Outcome)
{
    /// <summary>Judges an arm against its controls.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="candidate">The arm in question.</param>
    /// <param name="controls">What it must beat; the first is the plain control, the last the control of which rows move.</param>
    /// <param name="metric">The metric's name; higher is better.</param>
    /// <exception cref="ArgumentException">There is no such arm or metric, or there are no controls.</exception>
    public static FederatedVerdict Judge(FederatedComparison comparison, string candidate, IReadOnlyList<string> controls,
        string metric = "tail_accuracy")
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(controls);
        if (controls.Count == 0 || controls.Contains(candidate))
        {
            throw new ArgumentException($"{controls.Count} controls of {candidate}; expected at least one, and other arms than itself",
                nameof(controls));
        }

        var differences = comparison.Differences(candidate, controls, metric);
        var outcome = VerdictRule.BeatsAll(differences);
        return new FederatedVerdict(Describe(candidate, differences, outcome, metric), differences, outcome);
    }

    private static string Describe(string candidate, IReadOnlyList<PairedDifference> differences, VerdictOutcome outcome, string metric)
    {
        var weakest = differences.MinBy(difference => difference.Mean)!;
        var figure = $"{Figure(weakest)} in {metric} against {weakest.MethodB}";
        return weakest switch
        {
            _ when outcome == VerdictOutcome.Helps => $"{candidate} helps: {figure}",
            { HasInterval: false } =>
                $"Undecided on {candidate}: {weakest.Pairs} {(weakest.Pairs == 1 ? "seed is" : "seeds are")} too few for a claim, which "
                + $"needs {VerdictRule.FewestPairs()}; {figure}",
            _ when differences.All(d => d.Side > 0) =>
                $"{candidate} seems to help: {figure}, by the 95% intervals alone, which the corrected test does not confirm",
            { Side: < 0 } => $"{candidate} {(weakest.IsConfirmed ? "harms" : "seems to harm")}: {figure}",
            _ when differences.Count > 1 && differences[0].Side > 0 && differences[^1] is { Side: 0 } last
                && candidate.EndsWith("+fedrela", StringComparison.Ordinal) && last.MethodB.EndsWith("+random", StringComparison.Ordinal) =>
                $"Re-labelling helps, which rows does not matter: {candidate} against {last.MethodB} {Figure(last)} in {metric}",
            _ => $"No gain of {candidate} is shown: {figure}",
        };
    }

    private static string Figure(PairedDifference difference) => difference.HasInterval
        ? string.Create(CultureInfo.InvariantCulture,
            $"{difference.Mean:+0.000;−0.000} [{difference.Low:+0.000;−0.000}, {difference.High:+0.000;−0.000}]")
        : string.Create(CultureInfo.InvariantCulture, $"{difference.Mean:+0.000;−0.000}");
}
