using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.Graph.Verdicts;

/// <summary>
/// Whether a graph network is needed: it must beat every cheap rival, over the same seeds, by the rule of all comparisons of this toolkit
/// (<see cref="VerdictRule.BeatsAll"/>).
/// </summary>
/// <param name="Outcome">Helps where every rival is beaten, harms where one rival beats the network.</param>
/// <param name="Sentence">The answer in one sentence, with the figures of the network and of the best rival.</param>
public sealed record GraphVerdict(VerdictOutcome Outcome, string Sentence)
{
    /// <summary>Judges.</summary>
    /// <param name="network">The name of the graph network.</param>
    /// <param name="own">Its values by seed, at least one; higher is better.</param>
    /// <param name="rivals">Values of the cheap rivals by the same seeds.</param>
    /// <param name="metric">What is measured, as people read it.</param>
    public static GraphVerdict Judge(string network, IReadOnlyList<double> own, IReadOnlyDictionary<string, double[]> rivals,
        string metric)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(rivals);
        if (rivals.Count == 0)
        {
            return new(VerdictOutcome.Undecided,
                "No cheap rival was among the arms: nothing can be said of the need for a graph network.");
        }

        var differences = PairedDifference.Correct([.. rivals.Select(r =>
            PairedDifference.Compute(metric, network, own, r.Key, r.Value))]);
        var outcome = VerdictRule.BeatsAll(differences);
        var closest = differences.MinBy(d => d.Mean)!;
        var interval = closest.HasInterval ? string.Create(CultureInfo.InvariantCulture,
            $" [{closest.Low:+0.000;−0.000}, {closest.High:+0.000;−0.000}]") : "";
        var figures = string.Create(CultureInfo.InvariantCulture,
            $"{metric} {own.Average():0.0000} of {network}, {rivals[closest.MethodB].Average():0.0000} of the best cheap rival "
            + $"({closest.MethodB}), {closest.Mean:+0.000;−0.000}{interval} over {Count(closest.Pairs)}");
        return new(outcome, outcome switch
        {
            VerdictOutcome.Helps => $"A graph network is needed here, it beats all {rivals.Count} cheap rivals: {figures}.",
            VerdictOutcome.Harms or VerdictOutcome.NoGain => $"A graph network is not needed here: {figures}.",
            _ when closest.Pairs < VerdictRule.FewestPairs() =>
                $"Undecided whether a graph network is needed, a claim takes {VerdictRule.FewestPairs()} seeds: {figures}.",
            _ => $"Undecided whether a graph network is needed, interval and test disagree: {figures}.",
        });
    }

    private static string Count(int seeds) => seeds == 1 ? "one seed" : $"{seeds.ToString(CultureInfo.InvariantCulture)} seeds";
}
