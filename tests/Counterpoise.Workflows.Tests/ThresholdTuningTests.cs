using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Tests.Workflows;

public class ThresholdTuningTests
{
    // By falling score positive and negative take turns, four to three: F1 is best with all seven called positive (8/11), the balanced
    // accuracy with the first alone ((1/4 + 1)/2), the G-mean with the first three (√(2/4 · 2/3)).
    private static readonly int[] Labels = [1, 0, 1, 0, 1, 0, 1];
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];

    [Theory]
    [InlineData("f1", 7, 8 / 11.0)]
    [InlineData("balanced-accuracy", 1, 0.625)]
    [InlineData("g-mean", 3, 0.57735026918962573)]
    [InlineData("G-Mean", 3, 0.57735026918962573)]
    public void The_rules_are_told_apart_by_rows_on_which_they_differ(string rule, int positives, double value)
    {
        var found = ThresholdTuning.Parse(rule, [], positive: 1).Fit(Labels, Scores);
        Assert.Equal(positives, found.Decide(Scores).Count(c => c == 1));
        Assert.Equal(value, found.ValidationValue!.Value, 1e-12);
    }

    [Fact]
    public void A_rule_that_is_none_is_refused_with_those_that_there_are() =>
        Assert.Contains("expected f1, balanced-accuracy, g-mean",
            Assert.Throws<InputException>(() => ThresholdTuning.Parse("best", [], 1)).Message, StringComparison.Ordinal);
}
