using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public sealed class ClassScoresTests
{
    [Fact]
    public void Probabilities_are_counted_for_each_class_against_all_others()
    {
        var scores = ClassScores.Of([0, 1, 1], [0.9, 0.1, 0.255, 0.745, 0, 1], 2);
        Assert.Equal((1, 90), (scores[0].Positives.Sum(), Array.IndexOf(scores[0].Positives, 1)));
        Assert.Equal([0, 25], scores[0].Negatives.Select((n, b) => (n, b)).Where(c => c.n > 0).Select(c => c.b));
        Assert.Equal([74, 99], scores[1].Positives.Select((n, b) => (n, b)).Where(c => c.n > 0).Select(c => c.b));
        Assert.Null(scores[0].CalibratedPositives);
    }

    [Fact]
    public void Overconfident_probabilities_move_to_the_middle_where_validation_says_so()
    {
        // Nine of ten are right where 0.999 is said: a temperature takes that to 0.9.
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        double[] probabilities = [.. labels.SelectMany((label, i) => (i % 10 == 0 ? 1 - label : label) == 0 ? new[] { 0.999, 0.001 }
            : [0.001, 0.999])];
        var scores = ClassScores.Of(labels, probabilities, 2, labels, probabilities);
        Assert.Equal(99, Array.FindLastIndex(scores[1].Positives, n => n > 0));
        Assert.InRange(Array.FindLastIndex(scores[1].CalibratedPositives!, n => n > 0), 85, 93);
        Assert.Equal(scores[1].Positives.Sum(), scores[1].CalibratedPositives!.Sum());
    }

    [Fact]
    public void Counts_that_do_not_fit_are_refused() =>
        Assert.Contains("3 probabilities", Assert.Throws<ArgumentException>(() => ClassScores.Of([0, 1], [1, 0, 1], 2)).Message);
}
