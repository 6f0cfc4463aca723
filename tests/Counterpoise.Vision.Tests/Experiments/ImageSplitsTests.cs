using Counterpoise.Vision.Experiments;

namespace Counterpoise.Vision.Tests.Experiments;

public sealed class ImageSplitsTests
{
    [Fact]
    public void Counts_are_those_of_the_training_part()
    {
        var splits = new ImageSplits(Synthetic.Dataset([4, 3]), [0, 1, 4], [2], [3, 5], [6]);
        splits.Validate();
        Assert.Equal([2, 1], splits.TrainCounts);
    }

    [Theory]
    [InlineData(new[] { 0, 4 }, new[] { 1 }, new[] { 4, 5 }, new int[0], "noise[4] is in two splits")]
    [InlineData(new[] { 0, 4 }, new[] { 5 }, new[] { 5 }, new int[0], "noise[5] is in two splits")]
    [InlineData(new[] { 0, 4 }, new[] { 1 }, new[] { 5 }, new[] { 0 }, "noise[0] is in two splits")]
    [InlineData(new[] { 0, 0, 4 }, new[] { 1 }, new[] { 5 }, new int[0], "noise[0] is in two splits")]
    [InlineData(new[] { 0, 1 }, new[] { 4 }, new[] { 5 }, new int[0], "no training image of 'class1'")]
    [InlineData(new[] { 0, 4 }, new[] { 1 }, new int[0], new int[0], "the test split is empty")]
    public void A_split_that_would_cheat_or_cannot_be_learnt_is_refused(int[] train, int[] validation, int[] test, int[] large,
        string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() =>
            new ImageSplits(Synthetic.Dataset([4, 3]), train, validation, test, large).Validate()).Message);
}
