using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

public class SamplingStrategyTests
{
    // 5 rows of class 0, 3 of 1, 2 of 4.
    private static readonly int[] Labels = [0, 0, 0, 0, 0, 1, 1, 1, 4, 4];
    private static readonly int[] Two = [0, 0, 0, 0, 1];

    [Fact]
    public void Over_sampling_counts_the_rows_to_add()
    {
        Assert.Equal("1:2 4:3", Over(SamplingStrategy.Auto));
        Assert.Equal("1:2 4:3", Over(SamplingStrategy.NotMajority));
        Assert.Equal("4:3", Over(SamplingStrategy.Minority));
        Assert.Equal("0:0 1:2", Over(SamplingStrategy.NotMinority));
        Assert.Equal("0:0 1:2 4:3", Over(SamplingStrategy.All));
        Assert.Equal("4:5", Over(SamplingStrategy.Counts(new Dictionary<int, int> { [4] = 7 })));
        Assert.Equal("4:2", Over(SamplingStrategy.Function(counts => new Dictionary<int, int> { [4] = counts[4] * 2 })));
        Assert.Equal("1:1", Text(SamplingStrategy.Ratio(0.5).Resolve(Two, ResamplingKind.Over)));
    }

    [Fact]
    public void Under_sampling_counts_the_rows_to_keep()
    {
        Assert.Equal("0:2 1:2", Under(SamplingStrategy.Auto));
        Assert.Equal("0:2", Under(SamplingStrategy.Majority));
        Assert.Equal("1:2 4:2", Under(SamplingStrategy.NotMajority));
        Assert.Equal("0:2 1:2 4:2", Under(SamplingStrategy.All));
        Assert.Equal("0:4", Under(SamplingStrategy.Counts(new Dictionary<int, int> { [0] = 4 })));
        Assert.Equal("0:2", Text(SamplingStrategy.Ratio(0.5).Resolve(Two, ResamplingKind.Under)));
        Assert.Equal("1:2", Text(SamplingStrategy.Classes(1).Resolve(Labels, ResamplingKind.Clean)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_words()
    {
        Refused("'minority' would remove", SamplingStrategy.Minority, ResamplingKind.Under);
        Refused("'majority' would add", SamplingStrategy.Majority, ResamplingKind.Over);
        Refused("needs two classes, found 3", SamplingStrategy.Ratio(0.5), ResamplingKind.Over);
        Refused("does not choose how many", SamplingStrategy.Ratio(0.5), ResamplingKind.Clean);
        Refused("does not choose how many", SamplingStrategy.Counts(new Dictionary<int, int> { [0] = 1 }), ResamplingKind.Clean);
        Refused("is for cleaning methods", SamplingStrategy.Classes(1), ResamplingKind.Over);
        Refused("class 9 is not in the data; found classes 0, 1, 4", SamplingStrategy.Classes(9), ResamplingKind.Clean);
        Refused("only adds rows", SamplingStrategy.Counts(new Dictionary<int, int> { [0] = 1 }), ResamplingKind.Over);
        Refused("only removes rows", SamplingStrategy.Counts(new Dictionary<int, int> { [0] = 9 }), ResamplingKind.Under);
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplingStrategy.Ratio(1.5));
        Assert.Equal("1:0", Text(SamplingStrategy.Ratio(0.2).Resolve(Two, ResamplingKind.Over)));
        Assert.Equal("0:4", Text(SamplingStrategy.Ratio(0.2).Resolve(Two, ResamplingKind.Under)));
    }

    private static void Refused(string part, SamplingStrategy strategy, ResamplingKind kind) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(() => strategy.Resolve(Labels, kind)).Message);

    private static string Over(SamplingStrategy strategy) => Text(strategy.Resolve(Labels, ResamplingKind.Over));

    private static string Under(SamplingStrategy strategy) => Text(strategy.Resolve(Labels, ResamplingKind.Under));

    private static string Text(IReadOnlyDictionary<int, int> counts) => string.Join(' ', counts.Select(c => $"{c.Key}:{c.Value}"));
}
