using Counterpoise.Options;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Scenarios;

public sealed class ScenarioBuilderTests
{
    private static readonly ImageDataset s_five = Synthetic.Dataset([400, 400, 400, 400, 1300], width: 1, height: 1);

    [Fact]
    public void Every_scenario_has_exact_counts_and_no_image_twice()
    {
        foreach (var distribution in ClassDistribution.Paper)
        {
            var split = ScenarioBuilder.Build(s_five, distribution);
            Assert.Equal(distribution.Counts(1500), s_five.CountClasses(split.Train));
            Assert.Equal([20, 20, 20, 20, 20], s_five.CountClasses(split.Test));
            Assert.Equal([30, 30, 30, 30, 30], s_five.CountClasses(split.Validation));
            int[] all = [.. split.Train, .. split.Validation, .. split.Test, .. split.LargeTest];
            Assert.Equal(Enumerable.Range(0, s_five.Count), all.Order());
        }
    }

    [Fact]
    public void Scenarios_of_one_seed_share_test_and_validation_and_nest_their_rare_classes()
    {
        var (severe, balanced) = (ScenarioBuilder.Build(s_five, ClassDistribution.Paper[0], seed: 3),
            ScenarioBuilder.Build(s_five, ClassDistribution.Paper[4], seed: 3));
        Assert.Equal(severe.Test, balanced.Test);
        Assert.Equal(severe.Validation, balanced.Validation);
        Assert.Subset(balanced.Train.ToHashSet(), severe.Train.Where(i => s_five.Labels[i] == 0).ToHashSet());
    }

    [Fact]
    public void The_seed_decides_and_nothing_else()
    {
        var first = ScenarioBuilder.Build(s_five, ClassDistribution.Paper[1], seed: 1);
        Assert.Equal(first.Train, ScenarioBuilder.Build(s_five, ClassDistribution.Paper[1], seed: 1).Train);
        Assert.NotEqual(first.Train, ScenarioBuilder.Build(s_five, ClassDistribution.Paper[1], seed: 2).Train);
    }

    [Fact]
    public void A_skewed_test_part_follows_the_training_shares()
    {
        var split = ScenarioBuilder.Build(s_five, ClassDistribution.Paper[0],
            new ScenarioOptions { TestShape = PartShape.AsTraining, TrainCount = 1000, ValidationShape = PartShape.AsTraining,
            ValidationCount = 20 });
        Assert.Equal([5, 5, 5, 5, 80], s_five.CountClasses(split.Test));
        Assert.Equal([1, 1, 1, 1, 16], s_five.CountClasses(split.Validation));
    }

    [Fact]
    public void A_source_with_a_test_part_is_tested_on_it_alone()
    {
        var samples = s_five.Samples.Select(s => s with { Split = s.Index % 10 == 0 ? DatasetSplit.Test : DatasetSplit.Train })
            .ToArray();
        var data = new ImageDataset("splits", s_five.ClassNames, samples);
        var split = ScenarioBuilder.Build(data, ClassDistribution.Paper[1]);
        Assert.All(split.Test.Concat(split.LargeTest), i => Assert.Equal(DatasetSplit.Test, samples[i].Split));
        Assert.All(split.Train.Concat(split.Validation), i => Assert.Equal(DatasetSplit.Train, samples[i].Split));
        Assert.Equal(290, split.Test.Length + split.LargeTest.Length);
    }

    [Fact]
    public void No_group_is_on_two_sides()
    {
        var data = new ImageDataset("groups", s_five.ClassNames,
            [.. s_five.Samples.Select(sample => sample with { Group = $"g{sample.Index / 3}" })]);
        var split = ScenarioBuilder.Build(data, ClassDistribution.Paper[3], new ScenarioOptions { TrainCount = 600, ValidationCount = 50 });
        var groups = new[] { split.Train, split.Validation, [.. split.Test, .. split.LargeTest] }.Select(split =>
            split.Select(i => data.Samples[i].Group).ToHashSet()).ToArray();
        Assert.Empty(groups[0].Intersect(groups[1]));
        Assert.Empty(groups[0].Intersect(groups[2]));
        Assert.Empty(groups[1].Intersect(groups[2]));
        Assert.Equal(600, split.Train.Length);
    }

    [Fact]
    public void Every_class_that_is_too_small_is_named()
    {
        var fault = Assert.Throws<InvalidDataException>(() =>
            ScenarioBuilder.Build(Synthetic.Dataset([400, 100, 400, 90, 400], 1, 1), ClassDistribution.Paper[4]));
        Assert.Contains("'class1' has 50 of the 300", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'class3' has 40 of the 300", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("class0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_and_classes_must_match_and_options_be_sound()
    {
        Assert.Throws<ArgumentException>(() => ScenarioBuilder.Build(Synthetic.Dataset([9, 9], 1, 1), ClassDistribution.Paper[0]));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new ScenarioOptions { TrainCount = 0, TestCount = -1, ValidationCount = -1 }.Validate()).Faults.Count);
    }

    [Fact]
    public void Parts_name_every_image_once()
    {
        var split = ScenarioBuilder.Build(s_five, ClassDistribution.Paper[2]);
        var splits = split.Splits(s_five.Count);
        Assert.Equal(1500, splits.Count(p => p == DatasetSplit.Train));
        Assert.Equal(150, splits.Count(p => p == DatasetSplit.Validation));
        Assert.DoesNotContain(DatasetSplit.Unassigned, splits);
    }
}
