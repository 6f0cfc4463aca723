using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

public class BoostedTreesTests
{
    [Theory]
    [InlineData(BoostingEngine.LightGbm, 2)]
    [InlineData(BoostingEngine.LightGbm, 3)]
    [InlineData(BoostingEngine.XgBoost, 2)]
    [InlineData(BoostingEngine.XgBoost, 3)]
    public void A_saved_model_predicts_the_same(BoostingEngine engine, int classes)
    {
        if (engine == BoostingEngine.XgBoost)
            Samples.NeedXgBoost();
        var folder = Directory.CreateTempSubdirectory("counterpoise-boosting-");
        try
        {
            var (features, labels) = Samples.Noisy(150, classes, 0.1, 1);
            using var trees = (BoostedTrees)new GradientBoosting(
                new GradientBoostingOptions { Engine = engine, Rounds = 8, EarlyStoppingRounds = 3 })
                .Fit(features, labels, classes, [], new RandomStream(0));
            var path = Path.Combine(folder.FullName, "model.json");
            trees.Save(path);
            using var back = BoostedTrees.Load(path);
            Assert.Equal((classes, 4, trees.Rounds), (back.ClassCount, back.ColumnCount, back.Rounds));
            Assert.Equal(trees.PredictProbabilities(features), back.PredictProbabilities(features));
            File.WriteAllText(path, engine == BoostingEngine.XgBoost ? "{\"not\": \"a model\"}" : "tree\nof no kind");
            Assert.Contains("not a model that its library reads", Assert.Throws<InvalidDataException>(() => BoostedTrees.Load(path))
                .Message);
            File.WriteAllText(path, "a poem");
            Assert.Contains("begins with 'tree'", Assert.Throws<InvalidDataException>(() => BoostedTrees.Load(path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(BoostingEngine.LightGbm, ImportanceKind.Gain)]
    [InlineData(BoostingEngine.LightGbm, ImportanceKind.TotalGain)]
    [InlineData(BoostingEngine.XgBoost, ImportanceKind.Gain)]
    [InlineData(BoostingEngine.XgBoost, ImportanceKind.TotalGain)]
    [InlineData(BoostingEngine.XgBoost, ImportanceKind.Cover)]
    public void The_column_that_tells_the_class_is_the_most_important(BoostingEngine engine, ImportanceKind kind)
    {
        if (engine == BoostingEngine.XgBoost)
            Samples.NeedXgBoost();
        var (features, labels) = Samples.Noisy(300, 2, 0.05, 2);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Engine = engine, Rounds = 10 })
            .Fit(features, labels, 2, [], new RandomStream(0));
        var importance = trees.FeatureImportance(kind);
        Assert.Equal(4, importance.Length);
        Assert.Equal(0, Array.IndexOf(importance, importance.Max()));
    }

    [Fact]
    public void A_stump_splits_once_on_one_column()
    {
        var (features, labels) = Samples.Noisy(100, 2, 0, 3);
        using var trees = (BoostedTrees)new GradientBoosting(new GradientBoostingOptions { Rounds = 1, MaxDepth = 1 })
            .Fit(features, labels, 2, [], new RandomStream(0));
        Assert.Equal([1, 0, 0, 0], trees.FeatureImportance(ImportanceKind.SplitCount));
        Assert.Contains("does not count the cover", Assert.Throws<NotSupportedException>(() =>
            trees.FeatureImportance(ImportanceKind.Cover)).Message);
    }
}
