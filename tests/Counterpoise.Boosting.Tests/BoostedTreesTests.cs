using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

public class BoostedTreesTests
{
    public BoostedTreesTests() => Assert.SkipUnless(XgBoostLibrary.IsAvailable, "needs libxgboost: install the Debian package libxgboost0");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_saved_model_predicts_the_same(int classes)
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise-boosting-");
        try
        {
            var (features, labels) = Samples.Noisy(150, classes, 0.1, 1);
            using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 8, EarlyStoppingRounds = 3 }).Fit(features, labels, classes, [], new RandomStream(0));
            var path = Path.Combine(folder.FullName, "model.json");
            trees.Save(path);
            using var back = BoostedTrees.Load(path);
            Assert.Equal((classes, 4, trees.Rounds), (back.ClassCount, back.ColumnCount, back.Rounds));
            Assert.Equal(trees.PredictProbabilities(features), back.PredictProbabilities(features));
            File.WriteAllText(path, "{\"not\": \"a model\"}");
            Assert.Contains("not a model of XGBoost", Assert.Throws<InvalidDataException>(() => BoostedTrees.Load(path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(ImportanceKind.Gain)]
    [InlineData(ImportanceKind.TotalGain)]
    [InlineData(ImportanceKind.Cover)]
    public void The_column_that_tells_the_class_is_the_most_important(ImportanceKind kind)
    {
        var (features, labels) = Samples.Noisy(300, 2, 0.05, 2);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 10 }).Fit(features, labels, 2, [], new RandomStream(0));
        var importance = trees.FeatureImportance(kind);
        Assert.Equal(4, importance.Length);
        Assert.Equal(0, Array.IndexOf(importance, importance.Max()));
    }

    [Fact]
    public void A_stump_splits_once_on_one_column()
    {
        var (features, labels) = Samples.Noisy(100, 2, 0, 3);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 1, MaxDepth = 1 }).Fit(features, labels, 2, [], new RandomStream(0));
        Assert.Equal([1, 0, 0, 0], trees.FeatureImportance(ImportanceKind.SplitCount));
    }
}
