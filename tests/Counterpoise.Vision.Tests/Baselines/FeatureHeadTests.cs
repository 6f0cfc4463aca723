using Counterpoise.Comparisons;
using Counterpoise.Methods;
using Counterpoise.Vision.Baselines;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Plans;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Baselines;

public sealed class FeatureHeadTests
{
    private static readonly BaselineOptions Short = new() { Head =
        new() { HiddenSize = 12, Dropout = 0.1, Epochs = 12, BatchSize = 16, LearningRate = 0.01 } };

    [Theory]
    [InlineData("head")]
    [InlineData("head/la")]
    [InlineData("head/acl")]
    [InlineData("head/wce+supcon")]
    [InlineData("head/la+proco")]
    [InlineData("head/ldam-drw")]
    [InlineData("head/crt")]
    [InlineData("head/post-hoc-la")]
    [InlineData("head/threshold")]
    public void Every_kind_of_method_learns_on_frozen_features(string name)
    {
        var splits = Splits();
        var cell = BaselineExperiment.Run(splits, ImageBaseline.Find(name)!, Inputs(splits), seed: 1, "own");
        Assert.True(cell.Metrics[MetricNames.Accuracy] > 0.9, $"accuracy {cell.Metrics[MetricNames.Accuracy]}");
        Assert.True(cell.Metrics.ContainsKey(MetricNames.Tuned(MetricNames.GeometricMean)));
        Assert.Equal((name, Short.Head.Epochs), (cell.Method, cell.Curve.Count));
        Assert.NotNull(cell.Embedding);
    }

    [Fact]
    public void The_same_seed_gives_the_same_cell_and_another_one_another()
    {
        var splits = Splits();
        ComparisonCell Run(ulong seed) => BaselineExperiment.Run(splits, ImageBaseline.Find("head/acl")!, Inputs(splits), seed);
        Assert.Equal(Run(1).Metrics, Run(1).Metrics);
        Assert.NotEqual(Run(1).Curve[^1].Loss, Run(2).Curve[^1].Loss);
    }

    [Fact]
    public void What_logistic_regression_cannot_do_is_done_by_a_small_network()
    {
        Assert.Equal("head/acl", ImageBaseline.Find("probe/acl")!.Name);
        Assert.Null(ImageBaseline.Find("probe/la")!.Head);
        Assert.Equal("probe/threshold", ImageBaseline.Find("probe/threshold")!.Name);
        Assert.Equal("probe", ImageBaseline.Find("probe/threshold")!.ModelsOf);
        Assert.Null(ImageBaseline.Find("linear/acl"));
        Assert.Null(ImageBaseline.Find("head/smote"));
        var fault = Assert.Throws<ArgumentException>(() => ImageBaseline.Of(new MethodVariant(MethodName.Parse("linear/acl"))));
        Assert.Contains("linear/acl", fault.Message);
    }

    [Fact]
    public void Options_and_names_of_variants_reach_the_network()
    {
        var variant = MethodVariants.Parse(["mine"], [], ["mine=head/acl;acl.initial-temperature=0.2"])[0];
        var head = ImageBaseline.Of(variant);
        Assert.Equal(("mine", "mine", 0.2), (head.Name, head.Head!.Name, head.Head.Options.Adaptive.InitialTemperature));
    }

    [Fact]
    public void Methods_that_come_to_the_same_are_one_piece_of_work_with_a_cell_each()
    {
        var splits = Splits(balanced: true);
        var baselines = new[] { "head", "head/wce", "head/la" }.Select(n => ImageBaseline.Find(n)!).ToArray();
        var plan = new ImagePlan([("S5", _ => splits)], [], [3], new ImageExperimentOptions { ImageSize = 32 }) { Baselines = baselines,
            Inputs = Inputs(splits) }.Create();
        Assert.Equal(2, plan.Count);
        Assert.Equal(["head", "head/wce"], plan[0].Cells.Select(c => c.Method));
    }

    [Theory]
    [InlineData("isolation-forest")]
    [InlineData("nearest-distance")]
    public void What_the_majority_looks_like_is_learnt_from_it_alone(string name)
    {
        var splits = Splits();
        var baseline = ImageBaseline.Find(name)!;
        var cell = BaselineExperiment.Run(splits, baseline, Inputs(splits), seed: 0);
        Assert.Contains(baseline, ImageBaseline.OneClass);
        Assert.True(cell.Metrics[MetricNames.Auroc] > 0.95, $"AUROC {cell.Metrics[MetricNames.Auroc]}");
        Assert.Contains("majority class alone", cell.Notes[0].Text);
    }

    [Fact]
    public void The_majority_looks_at_nothing()
    {
        var splits = Splits();
        var cell = BaselineExperiment.Run(splits, ImageBaseline.Find("majority")!, Inputs(splits), seed: 0);
        Assert.Equal(0, cell.Metrics[MetricNames.GeometricMean]);
        Assert.Equal(splits.Test.Count(i => splits.Dataset.Labels[i] == 0) / (double)splits.Test.Length, cell.Metrics[MetricNames.Accuracy],
            12);
    }

    [Fact]
    public void All_faults_of_a_head_are_told_at_once()
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() =>
            new HeadOptions { HiddenSize = 0, Dropout = 1, Epochs = 0, BatchSize = 1, LearningRate = 0, WeightDecay = -1 }.Validate());
        Assert.All(new[] { "HiddenSize", "Dropout", "Epochs", "BatchSize", "LearningRate", "WeightDecay" },
            name => Assert.Contains(name, fault.Message));
    }

    private static BaselineInputs Inputs(ImageSplits splits) => new(splits.Dataset, Short, new("corners", () => new Corners()));

    /// <summary>Grey images of 6×6 pixels: bright above in one class, below in the other.</summary>
    private static ImageSplits Splits(bool balanced = false)
    {
        var random = new Random(7);
        int[] labels = [.. Enumerable.Range(0, 240).Select(i => i % (balanced ? 2 : 4) == 0 ? 1 : 0)];
        var samples = labels.Select((label, i) => new ImageSample(i, new PixelContent(
            $"grey[{i}]", Enumerable.Range(0, 36).Select(p => (byte)((p < 18 == (label == 0) ? 160 : 60) + random.Next(-40, 41)))
                .ToArray(), 6, 6, PixelLayout.Gray), label));
        var images = new ImageDataset("grey", ["above", "below"], [.. samples]);
        return new(images, [.. Enumerable.Range(0, 120)], [.. Enumerable.Range(120, 60)], [.. Enumerable.Range(180, 60)], []);
    }

    private sealed class Corners : IFeatureNetwork
    {
        public string Name => "corners";

        public int ImageSize => 6;

        public int FeatureCount => 4;

        public void Extract(RgbImage image, Span<float> features)
        {
            for (var i = 0; i < 4; i++)
            {
                features[i] = image.Row(i < 2 ? 1 : 4)[3 * (i % 2 == 0 ? 1 : 4)];
            }
        }
    }
}
