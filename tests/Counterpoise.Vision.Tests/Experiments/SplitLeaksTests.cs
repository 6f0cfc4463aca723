using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Vision.Tests.Experiments;

public sealed class SplitLeaksTests
{
    [Fact]
    public void Pairs_on_two_sides_are_counted_by_sides_and_copies_come_first()
    {
        var data = Synthetic.Dataset([8]);
        NearDuplicatePair Pair(int first, int second, bool exact = false) => new(first, second, 0, 0, 1, exact);
        NearDuplicateReport report = new([Pair(0, 1), Pair(0, 4), Pair(1, 2), Pair(2, 6, exact: true), Pair(4, 5), Pair(0, 7)], [], [], [],
            true, []);
        var leaks = SplitLeaks.Of(new ImageSplits(data, [0, 1], [2, 3], [4], [5, 6]), report);
        Assert.Equal(3, leaks.Pairs.Count);
        Assert.Equal(1, leaks.Exact);
        Assert.Equal(
            "3 pairs of images lie on two sides of the split (1 training/validation, 1 training/test, 1 validation/test): 1 are copies, "
                + "2 look the same and may be; the first: noise[2] (validation) and noise[6] (test); so many are rather pictures of one "
                + "kind than copies",
            leaks.Describe());
        Assert.EndsWith("noise[6] (test)", SplitLeaks.Of(leaks.Splits, report with { Pairs = [Pair(2, 6, exact: true)] }).Describe());
        Assert.Null(SplitLeaks.Of(new ImageSplits(data, [0, 1], [], [7], []), report with { Pairs = [Pair(0, 1), Pair(2, 3)] }).Describe());
    }
}
