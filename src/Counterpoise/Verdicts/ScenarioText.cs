using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>Words what several scenarios of images say, each by itself.</summary>
internal sealed class ScenarioText(Comparison comparison, Judgement judgement)
{
    private readonly MethodWords _words = new(comparison, judgement.Primary.Metric);

    /// <summary>Whether methods help in some scenarios and do harm in others.</summary>
    public bool Depends => judgement.Primary.Overall is not null && With(VerdictOutcome.Helps).Length > 0
        && With(VerdictOutcome.Harms).Length > 0;

    public string Answer() =>
        $"Depends on the scenario: helps in {Wording.List(With(VerdictOutcome.Helps))}, does harm in "
            + $"{Wording.List(With(VerdictOutcome.Harms))}";

    public IEnumerable<string> Sentences()
    {
        if (judgement.Primary.Overall is null)
        {
            yield break;
        }

        var groups = judgement.Primary.Groups;
        var parts = groups.Select(g =>
            $"{g.Scenario} {Outcome(g)} ({_words.Name(g.Leading.MethodA)} {Wording.Change(g.Leading)} from {_words.Control(g.Control)})");
        var few = groups.All(g => g.Leading.HasInterval) ? ""
            : $" With fewer than {PairedDifference.FewestPairs} pairs a scenario cannot be judged by itself.";
        yield return $"By scenario: {string.Join("; ", parts)}.{few}{Undecidable(groups)}";
    }

    /// <summary>Where even differences that all fall on one side would not convince the corrected test.</summary>
    private string Undecidable(IReadOnlyList<ControlGroup> groups)
    {
        var (tests, pairs) = (judgement.Primary.Tests, groups.Max(g => g.Leading.Pairs));
        var needed = VerdictRule.FewestPairs(Math.Max(1, tests));
        return groups[0].Leading.Test == DifferenceTest.Wilcoxon && pairs >= PairedDifference.FewestPairs && pairs < needed
            ? $" {Wording.Count(pairs, "pair")} cannot convince a test that is corrected over {tests}, whatever they are: "
                + $"{needed} seeds can." : "";
    }

    private static string Outcome(ControlGroup g) => g.Outcome switch
    {
        VerdictOutcome.Helps => "helps",
        VerdictOutcome.Harms => "does harm",
        VerdictOutcome.NoGain => "no gain",
        _ => g.Leading.HasInterval ? "undecided" : "too few pairs",
    };

    private string[] With(VerdictOutcome outcome) =>
        [.. judgement.Primary.Groups.Where(g => g.Outcome == outcome).Select(g => g.Scenario).OfType<string>()];
}
