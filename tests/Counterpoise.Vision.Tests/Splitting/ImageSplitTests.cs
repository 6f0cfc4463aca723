using Counterpoise.Comparisons;
using Counterpoise.Options;
using Counterpoise.Splits;
using Counterpoise.Tests;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Vision.Tests.Splitting;

public sealed class ImageSplitTests
{
    [Fact]
    public void Without_groups_and_parts_every_class_keeps_its_share()
    {
        var data = Synthetic.Dataset([100, 20, 10], 1, 1);
        var split = ImageSplit.Of(data);
        Assert.Equal([20, 4, 2], data.CountClasses(split.Test));
        Assert.Equal([10, 2, 1], data.CountClasses(split.Validation));
        Assert.Equal(Enumerable.Range(0, 130), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Empty(split.Warnings);
    }

    [Fact]
    public void The_seed_decides()
    {
        var data = Synthetic.Dataset([100, 20], 1, 1);
        Assert.Equal(ImageSplit.Of(data, seed: 1).Test, ImageSplit.Of(data, seed: 1).Test);
        Assert.NotEqual(ImageSplit.Of(data, seed: 1).Test, ImageSplit.Of(data, seed: 2).Test);
    }

    [Fact]
    public void Given_parts_are_kept_and_validation_is_drawn_from_training()
    {
        var data = With(Synthetic.Dataset([50, 50], 1, 1), sample => sample with { Split = sample.Index % 5 == 0 ? DatasetSplit.Test
            : sample.Index == 1 ? DatasetSplit.Unassigned : DatasetSplit.Train });
        var split = ImageSplit.Of(data);
        Assert.Equal(data.IndicesOf(DatasetSplit.Test), split.Test);
        Assert.Equal(8, split.Validation.Length);
        Assert.Empty(split.Validation.Intersect(split.Train));
        Assert.Contains("1 images have no split", Assert.Single(split.Warnings), StringComparison.Ordinal);
        Assert.NotEqual(split.Test, ImageSplit.Of(data, new ImageSplitOptions { UseGivenSplits = false }).Test);
    }

    [Fact]
    public void A_given_validation_part_is_kept()
    {
        var data = With(Synthetic.Dataset([30, 30], 1, 1), sample => sample with { Split = (DatasetSplit)(1 + (sample.Index % 3)) });
        var split = ImageSplit.Of(data);
        Assert.Equal(data.IndicesOf(DatasetSplit.Validation), split.Validation);
        Assert.Equal(data.IndicesOf(DatasetSplit.Train), split.Train);
    }

    [Theory]
    [InlineData("none", false, "179f53085e04081aebfe0d9006e8a123")]
    [InlineData("none", true, "38757ca71db0701085adeb5f52c9ac93")]
    [InlineData("validation", false, "18bcd6fec66823a2acb6586265927a1a")]
    [InlineData("validation", true, "0b7a000185341a28c5a5b31263084fa1")]
    [InlineData("test", false, "7260ff84395d3d01adcd5393a6deecc0")]
    [InlineData("test", true, "36fe046082092cf75501a718d8e97f41")]
    [InlineData("all", false, "fba37e111e57a7d590fe669bef8569c3")]
    [InlineData("test and unassigned", false, "7260ff84395d3d01adcd5393a6deecc0")]
    public void The_images_that_are_drawn_stay_what_they_were(string splits, bool groups, string hash)
    {
        var data = With(Synthetic.Dataset([100, 25, 15], 1, 1), sample =>
            sample with { Group = groups ? $"g{sample.Index / 2}" : null, Split = Split(splits, sample.Index % 5) });
        var split = ImageSplit.Of(data, new ImageSplitOptions { ValidationShare = .15 }, 5);
        Assert.Equal(hash, ConfigHash.Of([new("train", string.Join(',', split.Train)),
            new("validation", string.Join(',', split.Validation)), new("test", string.Join(',', split.Test))]));
        Assert.Equal(Enumerable.Range(0, 140), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        if (splits == "validation")
        {
            Assert.Equal(data.IndicesOf(DatasetSplit.Validation), split.Validation);
        }

        static DatasetSplit Split(string splits, int place) => (splits, place) switch
        {
            ("validation" or "all", 1) => DatasetSplit.Validation,
            ("test" or "all" or "test and unassigned", 0) => DatasetSplit.Test,
            ("none", _) or ("validation", not 2) or ("test and unassigned", 1) => DatasetSplit.Unassigned,
            _ => DatasetSplit.Train,
        };
    }

    [Fact]
    public void A_class_too_small_for_its_parts_is_refused_unless_told_otherwise_or_groups_force_it()
    {
        var data = Synthetic.Dataset([40, 2], 1, 1);
        Assert.Contains("'class1' has no row in the validation split",
            Assert.ThrowsAny<ArgumentException>(() => ImageSplit.Of(data)).Message,
            StringComparison.Ordinal);
        Assert.Contains("'class1'", Assert.Single(ImageSplit.Of(data, new ImageSplitOptions { MissingClass = MissingClassPolicy.Warn })
            .Warnings), StringComparison.Ordinal);
        Assert.Contains("'class1'", Assert.Single(ImageSplit.Of(With(data, sample => sample with { Group = $"g{sample.Index / 2}" }),
            new ImageSplitOptions { ValidationShare = 0 }).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_a_source_has_torn_apart_are_reported()
    {
        var data = With(Synthetic.Dataset([30, 30], 1, 1), sample => sample with { Split = (DatasetSplit)(1 + (sample.Index % 3)),
            Group = $"g{sample.Index / 2}" });
        Assert.Contains("30 groups lie in several splits", Assert.Single(ImageSplit.Of(data).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void All_images_of_a_lesion_are_on_one_side()
    {
        var folder = Repository.Data("ham10000");
        var data = ImageManifest.Load(Path.Combine(folder, "metadata.csv"),
            new ImageManifestOptions { PathColumn = "image_id", LabelColumn = "dx", GroupColumn = "lesion_id",
            Root = Path.Combine(folder, "images"), PathSuffix = ".jpg" });
        var split = ImageSplit.Of(data, seed: 4);
        var groups = data.GroupNumbers();
        var splits = ImageSplit.Splits(split, data.Count);
        Assert.All(Enumerable.Range(0, data.Count).GroupBy(i => groups[i]),
            lesion => Assert.Single(lesion.Select(i => splits[i]).Distinct()));
        Assert.InRange(split.Test.Length, data.Count * .17, data.Count * .23);
        Assert.All(data.CountClasses(split.Test), count => Assert.True(count >= 5));
    }

    [Fact]
    public void A_source_with_nothing_to_train_on_and_impossible_shares_are_refused()
    {
        var data = With(Synthetic.Dataset([3], 1, 1), sample => sample with { Split = DatasetSplit.Test });
        Assert.Throws<ArgumentException>(() => ImageSplit.Of(data));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new ImageSplitOptions { TestShare = 0, ValidationShare = 1 }.Validate()).Faults.Count);
    }

    private static ImageDataset With(ImageDataset data, Func<ImageSample, ImageSample> change) =>
        new(data.Name, data.ClassNames, [.. data.Samples.Select(change)]);
}
