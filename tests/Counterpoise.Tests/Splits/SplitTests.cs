using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Tests.Splits;

public class SplitTests
{
    private static readonly int[] Labels = [.. Enumerable.Repeat(0, 80), .. Enumerable.Repeat(1, 15), .. Enumerable.Repeat(2, 5)];

    private static IRandomSource Random => new RandomStream(1, "split");

    [Fact]
    public void A_stratified_split_gives_every_class_its_share()
    {
        var split = StratifiedSplit.Of(Labels, 0.2, 0.2, Random);
        Assert.Equal([48, 9, 3], Counts(split.Train));
        Assert.Equal([16, 3, 1], Counts(split.Validation));
        Assert.Equal([16, 3, 1], Counts(split.Test));
        Parts(split, 100);
        Assert.Empty(split.Warnings);
    }

    [Fact]
    public void A_small_class_has_a_row_in_every_part_although_its_share_rounds_to_none()
    {
        var split = StratifiedSplit.Of(Labels, 0.05, 0.05, Random);
        Assert.Equal(1, Counts(split.Test)[2]);
        Assert.Equal(1, Counts(split.Validation)[2]);
    }

    [Fact]
    public void A_class_with_too_few_rows_is_an_error_or_a_warning_and_never_silent()
    {
        int[] labels = [0, 0, 0, 0, 1, 1];
        Assert.Contains("class 'rare'", Assert.ThrowsAny<ArgumentException>(() =>
            StratifiedSplit.Of(labels, 0.3, 0.3, Random, classNames: ["common", "rare"])).Message, StringComparison.Ordinal);
        var split = StratifiedSplit.Of(labels, 0.3, 0.3, Random, MissingClassPolicy.Warn);
        Assert.Single(split.Warnings);
        Assert.Contains("class 1 has no row in the validation split", split.Warnings[0], StringComparison.Ordinal);
        var folds = Assert.ThrowsAny<ArgumentException>(() => StratifiedKFold.Of(labels, 3, Random));
        Assert.Contains("class 1 has 2 rows, 3 folds need at least 3: lower folds to 2", folds.Message, StringComparison.Ordinal);
        Assert.Single(StratifiedKFold.Of(labels, 3, Random, MissingClassPolicy.Warn), s => s.Warnings.Count > 0);
    }

    [Fact]
    public void A_lone_row_is_trained_on()
    {
        var split = StratifiedSplit.Of([0, 0, 0, 1], 0.5, 0, Random, MissingClassPolicy.Warn);
        Assert.Contains(3, split.Train);
        Assert.Contains("test split", Assert.Single(split.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_test_every_row_once_and_repeats_differ()
    {
        var splits = RepeatedFolds.Of(2, 7, random => StratifiedKFold.Of(Labels, 5, random));
        Assert.Equal(10, splits.Count);
        Assert.Equal(Enumerable.Range(0, 100), splits.Take(5).SelectMany(s => s.Test).Order());
        Assert.NotEqual(splits[0].Test, splits[5].Test);
        Assert.All(splits, s => Assert.Equal([16, 3, 1], Counts(s.Test)));
        Assert.Equal(splits[0].Test, RepeatedFolds.Of(1, 7, random => StratifiedKFold.Of(Labels, 5, random))[0].Test);
    }

    [Fact]
    public void Validation_rows_come_from_training_rows()
    {
        var split = StratifiedKFold.Of(Labels, 5, Random)[0];
        var with = split.WithValidation(Labels, 0.25, Random);
        Assert.Equal(split.Test, with.Test);
        Assert.Equal(split.Train, with.Train.Concat(with.Validation).Order());
        Assert.Equal([16, 3, 1], Counts(with.Validation));
    }

    [Fact]
    public void Groups_are_never_torn_apart()
    {
        var random = new RandomStream(3);
        var groups = Labels.Select(_ => (int)random.NextInteger(25)).ToArray();
        Split[] splits = [.. GroupKFold.Of(Labels, groups, 4), .. StratifiedGroupKFold.Of(Labels, groups, 4, Random),
            GroupSplit.Of(Labels, groups, 0.2, 0.2, Random)];
        foreach (var split in splits)
        {
            Parts(split, 100);
            Assert.Empty(split.Train.Select(i => groups[i]).Intersect(split.Test.Concat(split.Validation).Select(i => groups[i])));
            Assert.Empty(split.Validation.Select(i => groups[i]).Intersect(split.Test.Select(i => groups[i])));
        }

        Assert.InRange(splits[^1].Test.Length, 10, 30);
        Assert.InRange(splits[^1].Validation.Length, 10, 30);
    }

    [Fact]
    public void A_fold_that_groups_leave_without_a_class_says_so()
    {
        int[] labels = [0, 0, 0, 0, 1, 1], groups = [1, 2, 3, 4, 5, 5];
        Assert.Contains(GroupKFold.Of(labels, groups, 3), s => s.Warnings.Any(w => w.Contains("class 1", StringComparison.Ordinal)));
        Assert.ThrowsAny<ArgumentException>(() => StratifiedGroupKFold.Of(labels, groups, 3, null, MissingClassPolicy.Throw));
        Assert.Throws<ArgumentException>(() => GroupKFold.Of(labels, groups, 6));
    }

    [Fact]
    public void Time_parts_follow_each_other_and_never_share_a_time()
    {
        double[] times = [5, 1, 2, 2, 2, 3, 4, 1, 5, 6];
        var split = TimeSplit.Of(new int[10], times, 0.3, 0.2);
        Parts(split, 10);
        Assert.True(split.Train.Max(i => times[i]) < split.Validation.Min(i => times[i]));
        Assert.True(split.Validation.Max(i => times[i]) < split.Test.Min(i => times[i]));
        Assert.Throws<ArgumentException>(() => TimeSplit.Of([0, 1], [1.0, 1], 0.5));
        Assert.Throws<ArgumentException>(() => TimeSplit.Of([0, 1], [1.0, double.NaN], 0.5));
    }

    [Fact]
    public void Inner_folds_hold_outer_training_rows_alone()
    {
        var outer = StratifiedKFold.Of(Labels, 5, Random);
        foreach (var nested in NestedFolds.Of(outer, Labels, 3, Random))
        {
            Assert.Equal(nested.Outer.Train, nested.Inner.SelectMany(s => s.Test).Order());
            Assert.All(nested.Inner, s => Assert.Empty(s.Train.Concat(s.Test).Intersect(nested.Outer.Test)));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.6, 0.4)]
    [InlineData(0.5, -0.1)]
    public void Impossible_shares_are_refused(double test, double validation) =>
        Assert.Throws<ArgumentException>(() => StratifiedSplit.Of(Labels, test, validation, Random));

    private static int[] Counts(int[] rows) => [.. Enumerable.Range(0, 3).Select(c => rows.Count(i => Labels[i] == c))];

    private static void Parts(Split split, int rows) =>
        Assert.Equal(Enumerable.Range(0, rows), split.Train.Concat(split.Validation).Concat(split.Test).Order());
}
