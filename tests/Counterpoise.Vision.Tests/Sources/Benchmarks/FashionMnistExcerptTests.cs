using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class FashionMnistExcerptTests
{
    [Fact]
    public void It_holds_2900_images_of_five_classes()
    {
        var data = FashionMnistExcerpt.Load();
        Assert.Equal([360, 360, 360, 360, 1260], data.CountClasses(data.IndicesOf(DatasetSplit.Train)));
        Assert.Equal([40, 40, 40, 40, 40], data.CountClasses(data.IndicesOf(DatasetSplit.Test)));
        Assert.Contains("Zalando SE", FashionMnistExcerpt.Licence, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_scenario_of_the_paper_fits_with_300_validation_images()
    {
        var data = FashionMnistExcerpt.Load();
        foreach (var distribution in ClassDistribution.Paper)
        {
            var split = ScenarioBuilder.Build(data, distribution, new ScenarioOptions { ValidationCount = 300, TestCount = 200 });
            Assert.Equal((1500, 300, 200), (split.Train.Length, split.Validation.Length, split.Test.Length));
        }
    }

    [Fact]
    public void Its_images_are_those_of_the_original_files()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist.DefaultFolder), "needs the Debian package dataset-fashion-mnist");
        var whole = FashionMnist.Load().SelectClasses([.. FashionMnistExcerpt.ClassNames]);
        var excerpt = FashionMnistExcerpt.Load();
        var firstDress = Enumerable.Range(0, whole.Count).First(i => whole.Labels[i] == 2);
        Assert.Equal(whole.Read(firstDress).Pixels.ToArray(), excerpt.Read(720).Pixels.ToArray());
        var firstTestShirt = Enumerable.Range(0, whole.Count).First(i => whole.Labels[i] == 4
            && whole.Samples[i].Split == DatasetSplit.Test);
        Assert.Equal(whole.Read(firstTestShirt).Pixels.ToArray(), excerpt.Read(2860).Pixels.ToArray());
    }
}
