using Counterpoise.Numerics;
using Counterpoise.Profiles;

namespace Counterpoise.Tests.Profiles;

public class DataAdviceTests
{
    [Fact]
    public void Nearly_balanced_classes_are_left_alone()
    {
        var advice = Assert.Single(DataAdvice.Of(ClassProfile.Of([120, 100], ["a", "b"])));
        Assert.Equal(AdviceKind.DoNot, advice.Kind);
        Assert.Contains("do not resample", advice.What, StringComparison.Ordinal);
        Assert.Equal("a has 1.2 rows for each of b", advice.Evidence);
    }

    [Theory]
    [InlineData(new[] { 100, 100, 100 }, "every class that has rows has 100")]
    [InlineData(new[] { 103, 100, 103 }, "a has 1.03 rows for each of b")]
    public void Balanced_classes_are_told_as_such(int[] counts, string evidence) =>
        Assert.Equal(evidence, Assert.Single(DataAdvice.Of(ClassProfile.Of(counts, ["a", "b", "c"]))).Evidence);

    [Fact]
    public void A_class_of_five_rows_is_not_for_smote()
    {
        var advice = DataAdvice.Of(ClassProfile.Of([100, 5], ["a", "rare"]));
        Assert.Contains(advice, a => a.Kind == AdviceKind.DoNot && a.Evidence == "'rare' has 5 rows, SMOTE with k=5 needs at least 6");
        Assert.DoesNotContain(DataAdvice.Of(ClassProfile.Of([100, 6], ["a", "rare"])),
            a => a.What.Contains("SMOTE", StringComparison.Ordinal));
    }

    [Fact]
    public void Accuracy_is_warned_of_with_the_figure_of_the_majority() =>
        Assert.Contains(DataAdvice.Of(ClassProfile.Of([990, 10], ["ok", "fault"])), a => a.Evidence == "always saying 'ok' is 99.0% right");

    [Fact]
    public void Extreme_imbalance_asks_for_average_precision() =>
        Assert.Contains(DataAdvice.Of(ClassProfile.Of([50_000, 400], ["ok", "fault"])),
            a => a.What.Contains("average precision", StringComparison.Ordinal));

    [Fact]
    public void Overlap_duplicates_and_conflicts_each_bring_their_advice()
    {
        double[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { i * 0.1, 0.0 }),
            .. Enumerable.Range(0, 6).Select(i => new[] { i * 0.5, 0.0 })];
        int[] y = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 6)];
        var overlap = Overlap.Of(DenseMatrix.FromRows(rows), y, ["a", "b"]);
        var advice = DataAdvice.Of(ClassProfile.OfLabels(y, ["a", "b"]), overlap);
        Assert.Contains(advice, a => a.What.Contains("settle the labels", StringComparison.Ordinal));
        Assert.Contains(advice, a => a.What.Contains("leak", StringComparison.Ordinal));
        Assert.Contains(advice, a => a.What.Contains("class 'b' blindly", StringComparison.Ordinal));
    }

    [Fact]
    public void Separate_classes_are_left_alone_unless_one_is_too_small_to_say()
    {
        static IReadOnlyList<Advice> Of(int rare)
        {
            double[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { i * 0.01, 0.0 }),
                .. Enumerable.Range(0, rare).Select(i => new[] { 50 + (i * 0.01), 0.0 })];
            int[] y = [.. Enumerable.Repeat(0, 40), .. Enumerable.Repeat(1, rare)];
            return DataAdvice.Of(ClassProfile.OfLabels(y, ["a", "b"]), Overlap.Of(DenseMatrix.FromRows(rows), y, ["a", "b"]));
        }

        Assert.Contains(Of(12), a => a.What.Contains("hardly touch", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(4), a => a.What.Contains("hardly touch", StringComparison.Ordinal)
            || a.What.Contains("blindly", StringComparison.Ordinal));
    }
}
