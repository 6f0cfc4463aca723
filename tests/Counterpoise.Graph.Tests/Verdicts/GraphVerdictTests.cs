using Counterpoise.Comparisons;
using Counterpoise.Graph.Verdicts;

namespace Counterpoise.Graph.Tests.Verdicts;

public sealed class GraphVerdictTests
{
    private static readonly double[] Own = [.80, .82, .81, .83, .80, .82];

    [Theory]
    [InlineData(-.10, 6, VerdictOutcome.Helps, "A graph network is needed here, it beats all 2 cheap rivals: ")]
    [InlineData(-.10, 5, VerdictOutcome.Undecided, "Undecided whether a graph network is needed, a claim takes 6 seeds: ")]
    [InlineData(-.10, 1, VerdictOutcome.Undecided, "Undecided whether a graph network is needed, a claim takes 6 seeds: ")]
    [InlineData(.001, 6, VerdictOutcome.NoGain, "A graph network is not needed here: ")]
    public void A_network_is_needed_where_it_beats_every_rival_by_the_one_rule(double ahead, int seeds, VerdictOutcome outcome, string said)
    {
        double[] wavering = [.005, -.004, .003, -.005, .004, -.003];
        var found = GraphVerdict.Judge("sage", Own[..seeds], new Dictionary<string, double[]>
        {
            ["logistic"] = [.. Own[..seeds].Select(v => v - .2)],
            ["boosting"] = [.. Own[..seeds].Select((v, i) => v + ahead + wavering[i])],
        }, "average precision");
        Assert.Equal(outcome, found.Outcome);
        Assert.StartsWith(said, found.Sentence, StringComparison.Ordinal);
        Assert.Contains("of the best cheap rival (boosting)", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_rival_nothing_is_said() =>
        Assert.StartsWith("No cheap rival", GraphVerdict.Judge("sage", Own, new Dictionary<string, double[]>(), "F1").Sentence,
            StringComparison.Ordinal);
}
