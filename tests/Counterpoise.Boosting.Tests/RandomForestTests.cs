using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

public class RandomForestTests
{
    [Theory]
    [InlineData(BoostingEngine.LightGbm, 2)]
    [InlineData(BoostingEngine.LightGbm, 3)]
    [InlineData(BoostingEngine.XgBoost, 2)]
    [InlineData(BoostingEngine.XgBoost, 3)]
    public void What_can_be_learned_is_learned_with_equal_draws_for_equal_seeds(BoostingEngine engine, int classes)
    {
        if (engine == BoostingEngine.XgBoost)
            Samples.NeedXgBoost();
        var (features, labels) = Samples.Noisy(300, classes, 0.1, 1);
        var (unseen, answers) = Samples.Noisy(300, classes, 0, 2);
        var forest = new RandomForest(new RandomForestOptions { Engine = engine, Trees = 20 });
        using var a = (BoostedTrees)forest.Fit(features, labels, classes, [], new RandomStream(1));
        using var b = (BoostedTrees)forest.Fit(features, labels, classes, [], new RandomStream(1));
        using var c = (BoostedTrees)forest.Fit(features, labels, classes, [], new RandomStream(2));
        Assert.Equal(a.PredictProbabilities(unseen), b.PredictProbabilities(unseen));
        Assert.NotEqual(a.PredictProbabilities(unseen), c.PredictProbabilities(unseen));
        Assert.True(Samples.Accuracy(a.PredictProbabilities(unseen), answers, classes) > 0.85);
        Assert.Equal(engine == BoostingEngine.LightGbm ? 20 : 1, a.Rounds);
        Assert.All(a.PredictProbabilities(unseen).Chunk(classes), row => Assert.Equal(1, row.Sum(), 1e-9));
    }

    [Fact]
    public void Every_bad_option_is_told_at_once() =>
        Assert.Equal(7, Assert.Throws<InvalidOptionsException>(() =>
            new RandomForest(new RandomForestOptions { Trees = 0, RowShare = 1, ColumnShare = 0, Threads = 0, Leaves = 1, MaxDepth = 0,
            MinLeafRows = 0 })).Faults.Count);
}
