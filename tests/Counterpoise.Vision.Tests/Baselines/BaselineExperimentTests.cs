using Counterpoise.Comparisons;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Baselines;

public sealed class BaselineExperimentTests
{
    private static readonly ImageBaseline Linear = ImageBaseline.Find("linear")!;

    [Fact]
    public void Classes_of_different_brightness_are_told_apart()
    {
        var splits = Splits(overlap: 0);
        var cell = BaselineExperiment.Run(splits, Linear, Inputs(splits), seed: 3, "own");
        Assert.Equal(1, cell.Metrics[MetricNames.Accuracy]);
        Assert.Equal(1, cell.Metrics[MetricNames.OnLargeTest(MetricNames.Accuracy)]);
        Assert.Equal(("own", "linear", 3L), (cell.Scenario, cell.Method, cell.Seed));
        Assert.Contains("ridge", cell.Notes[0].Text);
        Assert.Contains("36 inputs", cell.Notes[0].Text);
    }

    [Fact]
    public void Class_weights_find_more_of_the_rare_class_where_classes_overlap()
    {
        var splits = Splits(overlap: 90);
        var plain = BaselineExperiment.Run(splits, Linear, Inputs(splits), 0);
        var weighted = BaselineExperiment.Run(splits, ImageBaseline.Find("linear/wce")!, Inputs(splits), 0);
        Assert.True(weighted.Classes[1].Recall.Value > plain.Classes[1].Recall.Value + 0.2,
            $"{weighted.Classes[1].Recall} against {plain.Classes[1].Recall}");
    }

    [Fact]
    public void The_same_call_gives_the_same_cell_and_the_identity_follows_what_determines_it()
    {
        var splits = Splits(overlap: 60);
        var first = BaselineExperiment.Run(splits, Linear, Inputs(splits), 1);
        var second = BaselineExperiment.Run(splits, Linear, Inputs(splits), 1);
        Assert.Equal(first.Metrics, second.Metrics);
        Assert.Equal(first.ConfigHash, second.ConfigHash);
        string Hash(ImageSplits of, ImageBaseline baseline, BaselineOptions options, ulong seed) =>
            ConfigHash.Of(BaselineExperiment.Settings(of, baseline,
                new BaselineInputs(of.Dataset, options, new("none", () => throw new InvalidOperationException())), seed, ""));
        Assert.Equal(first.ConfigHash, Hash(splits, Linear, new(), 1));
        Assert.NotEqual(first.ConfigHash, Hash(splits, Linear, new(), 2));
        Assert.NotEqual(first.ConfigHash, Hash(splits, ImageBaseline.Find("linear/wce")!, new(), 1));
        Assert.NotEqual(first.ConfigHash, Hash(splits, Linear, new() { Ridges = [5] }, 1));
        Assert.NotEqual(first.ConfigHash, Hash(splits with { Test = splits.Test[1..] }, Linear, new(), 1));
    }

    [Fact]
    public void Without_a_validation_part_training_images_choose_the_ridge()
    {
        var splits = Splits(overlap: 0) with { Validation = [] };
        Assert.Equal(1, BaselineExperiment.Run(splits, Linear, Inputs(splits), 0).Metrics[MetricNames.Accuracy]);
    }

    [Fact]
    public void Numbers_are_computed_for_the_images_of_the_split_alone()
    {
        var splits = Splits(overlap: 0) with { LargeTest = [] };
        var inputs = Inputs(splits);
        BaselineExperiment.Run(splits, Linear, inputs, 0);
        var all = Enumerable.Range(0, splits.Dataset.Count).ToArray();
        Assert.Equal(all.Length - BaselineExperiment.Rows(splits).Length, inputs.CountMissing(BaselineInput.Pixels, all));
    }

    [Fact]
    public void Names_are_found_in_any_case_and_plain_training_by_both_of_its_names()
    {
        Assert.Equal(Linear, ImageBaseline.Find("LINEAR/ce"));
        Assert.Equal("probe/wce", ImageBaseline.Find("Probe/WCE")!.Name);
        Assert.Null(ImageBaseline.Find("acl"));
    }

    [Fact]
    public void All_faults_of_the_options_are_told_at_once()
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() =>
            new BaselineOptions { LargestSide = 0, Ridges = [1, -1], MaxIterations = 0, HeldOutShare = 1, WatchedMetric = "" }.Validate());
        Assert.All(new[] { "LargestSide", "Ridges", "MaxIterations", "HeldOutShare", "WatchedMetric" },
            name => Assert.Contains(name, fault.Message));
    }

    private static BaselineInputs Inputs(ImageSplits splits) =>
        new(splits.Dataset, new(), new("none", () => throw new InvalidOperationException("pixels need no network")));

    /// <summary>Grey images of 6×6 pixels whose brightness tells the class; a larger overlap hides it.</summary>
    private static ImageSplits Splits(int overlap)
    {
        var random = new Random(5);
        int[] labels = [.. Enumerable.Range(0, 330).Select(i => i % 11 == 0 ? 1 : 0)];
        var samples = labels.Select((label, i) =>
        {
            var brightness = 80 + (60 * label) + (overlap == 0 ? 0 : random.Next(-overlap, overlap + 1));
            var pixels = new byte[36];
            for (var p = 0; p < pixels.Length; p++)
            {
                pixels[p] = (byte)Math.Clamp(brightness + random.Next(-8, 9), 0, 255);
            }

            return new ImageSample(i, new PixelContent($"grey[{i}]", pixels, 6, 6, PixelLayout.Gray), label);
        });
        var images = new ImageDataset("grey", ["dark", "bright"], [.. samples]);
        return new(images, [.. Enumerable.Range(0, 110)], [.. Enumerable.Range(110, 88)], [.. Enumerable.Range(198, 66)],
            [.. Enumerable.Range(264, 66)]);
    }
}
