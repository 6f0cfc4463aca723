using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

public class GradientBoostingTests
{
    [Theory]
    [InlineData(TreeMethod.Exact)]
    [InlineData(TreeMethod.Histogram)]
    public void One_stump_of_xgboost_on_four_rows_is_the_newton_step_by_hand(TreeMethod method)
    {
        Samples.NeedXgBoost();
        OneStumpIsTheNewtonStep(new GradientBoostingOptions { Engine = BoostingEngine.XgBoost, Method = method });
    }

    [Fact]
    public void One_stump_of_lightgbm_on_four_rows_is_the_newton_step_by_hand() => OneStumpIsTheNewtonStep(new GradientBoostingOptions());

    /// <remarks>
    /// p = 1/2 to start: g = ±1/2 and h = 1/4 a row. The split between 1 and 2 leaves G = ±1, H = 1/2; with λ = 1 the leaves
    /// are ∓1 / 1.5 = ∓2/3, of which the learning rate 1/2 takes 1/3. p = 1 / (1 + exp(±1/3)).
    /// </remarks>
    private static void OneStumpIsTheNewtonStep(GradientBoostingOptions options)
    {
        var features = new DenseMatrix(4, 1, [0, 1, 2, 3]);
        using var trees = Fit(options with { Rounds = 1, MaxDepth = 1, LearningRate = 0.5, MinChildWeight = 0, MinLeafRows = 1,
            L2Penalty = 1 }, features, [0, 0, 1, 1], 2);
        var p = 1 / (1 + Math.Exp(-1.0 / 3));
        Assert.Equal([p, 1 - p, p, 1 - p, 1 - p, p, 1 - p, p], trees.PredictProbabilities(features), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(BoostingEngine.LightGbm)]
    [InlineData(BoostingEngine.XgBoost)]
    public void A_column_of_names_is_split_as_one_and_what_was_saved_knows_it(BoostingEngine engine)
    {
        if (engine == BoostingEngine.XgBoost)
            Samples.NeedXgBoost();
        // Thirty names in the order of their risk, ten rows each: as codes a few splits tell it, as thirty columns each name would need its
        // own, of fewer rows than a leaf must have.
        var random = new RandomStream(3);
        var (features, labels) = (new DenseMatrix(300, 32), new int[300]);
        for (var i = 0; i < 300; i++)
        {
            (features[i, 0], features[i, 31]) = (random.NextNormal(), random.NextNormal());
            features[i, 1 + (i % 30)] = 1;
            labels[i] = i % 30 >= 15 ? 1 : 0;
        }

        var options = new GradientBoostingOptions { Engine = engine, Rounds = 5, MinChildWeight = 5 };
        using var coded = (BoostedTrees)new GradientBoosting(options).WithCategories([1..31])
            .Fit(features, labels, 2, [], new RandomStream(0));
        using var apart = Fit(options, features, labels, 2);
        Assert.Equal(1, Samples.Accuracy(coded.PredictProbabilities(features), labels, 2));
        Assert.True(Samples.Accuracy(apart.PredictProbabilities(features), labels, 2) < 0.9);
        Assert.Equal(32, coded.FeatureImportance().Length);
        Assert.Single(coded.FeatureImportance()[1..31].Distinct());
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        coded.Save(folder.File("model"));
        using var back = BoostedTrees.Load(folder.File("model"));
        Assert.Equal((engine, 32), (back.Engine, back.ColumnCount));
        Assert.Equal(coded.PredictProbabilities(features), back.PredictProbabilities(features));
        Assert.Throws<ArgumentException>(() => new GradientBoosting().WithCategories([1..33])
            .Fit(features, labels, 2, [], new RandomStream(0)));
        Assert.Throws<ArgumentException>(() => new GradientBoosting().WithCategories([1..5, 4..8])
            .Fit(features, labels, 2, [], new RandomStream(0)));
    }

    [Fact]
    public void A_name_that_training_did_not_know_is_below_all_codes()
    {
        var codes = new CategoryCodes(5, [1..4]);
        Assert.Equal([7, -1, 9, 7, 2, 9, 7, 1, 9], codes.Apply(DenseMatrix.FromRows([7, 0, 0, 0, 9], [7, 0, 0, 1, 9],
            [7, 0.2, 0.5, 0.3, 9])).Data);
        Assert.Equal([1, 2, 2, 2, 3], codes.Spread([1, 6, 3]));
        Assert.Equal("5;1-4", codes.ToString());
        Assert.Equal(3, CategoryCodes.Parse("5;1-4").Count);
    }

    [Fact]
    public void Equal_draws_give_equal_models_and_others_do_not()
    {
        var (features, labels) = Samples.Noisy(200, 2, 0.2, 1);
        var options = new GradientBoostingOptions { Rounds = 10, RowShare = 0.5, ColumnShare = 0.5 };
        using var a = Fit(options, features, labels, 2, 7);
        using var b = Fit(options, features, labels, 2, 7);
        using var c = Fit(options, features, labels, 2, 8);
        Assert.Equal(a.PredictProbabilities(features), b.PredictProbabilities(features));
        Assert.NotEqual(a.PredictProbabilities(features), c.PredictProbabilities(features));
    }

    [Fact]
    public void The_exact_search_does_not_depend_on_the_number_of_threads()
    {
        Samples.NeedXgBoost();
        var (features, labels) = Samples.Noisy(300, 2, 0.2, 2);
        using var one = Fit(new GradientBoostingOptions { Engine = BoostingEngine.XgBoost, Rounds = 10, Method = TreeMethod.Exact },
            features, labels, 2);
        using var two = Fit(new GradientBoostingOptions { Engine = BoostingEngine.XgBoost, Rounds = 10, Method = TreeMethod.Exact,
            Threads = 2 }, features, labels, 2);
        Assert.Equal(one.PredictProbabilities(features), two.PredictProbabilities(features));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void What_can_be_learned_is_learned_and_rows_are_distributions(int classes)
    {
        var (features, labels) = Samples.Noisy(300, classes, 0, 3);
        var (unseen, answers) = Samples.Noisy(300, classes, 0, 4);
        using var trees = Fit(new GradientBoostingOptions { Rounds = 20 }, features, labels, classes);
        var probabilities = trees.PredictProbabilities(unseen);
        Assert.True(Samples.Accuracy(probabilities, answers, classes) > 0.85);
        Assert.All(probabilities.Chunk(classes), row => Assert.Equal(1, row.Sum(), 1e-9));
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void A_weight_of_two_is_a_row_twice()
    {
        // Least rows in a leaf count rows and not weights.
        var (features, labels) = Samples.Noisy(100, 2, 0.2, 5);
        var options = new GradientBoostingOptions { Rounds = 5, MinLeafRows = 1, MinChildWeight = 1 };
        var weights = labels.Select(l => l == 1 ? 2.0 : 1.0).ToArray();
        var rows = Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        using var weighted = (BoostedTrees)new GradientBoosting(options).Fit(features, labels, 2, weights, new RandomStream(0));
        using var repeated = Fit(options, features.SelectRows(rows), [.. rows.Select(r => labels[r])], 2);
        Assert.Equal(repeated.PredictProbabilities(features), weighted.PredictProbabilities(features), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Learning_stops_when_the_validation_rows_say_so_and_keeps_the_best_round()
    {
        var (features, labels) = Samples.Noisy(200, 2, 0.4, 6);
        var (unseen, answers) = Samples.Noisy(200, 2, 0.4, 7);
        var boosting = new GradientBoosting(new GradientBoostingOptions { Rounds = 200, EarlyStoppingRounds = 5 });
        using var trees = boosting.Fit(features, labels, 2, [], unseen, answers, new RandomStream(0));
        var best = trees.ValidationLoss.Index().MinBy(l => l.Item).Index;
        Assert.Equal(best + 1, trees.Rounds);
        Assert.Equal(best + 6, trees.ValidationLoss.Count);
        var loss = -trees.PredictProbabilities(unseen).Chunk(2).Zip(answers, (p, y) => Math.Log(p[y])).Average();
        Assert.Equal(trees.ValidationLoss[best], loss, 1e-5);
    }

    [Fact]
    public void Without_validation_rows_a_share_of_each_class_is_held_out()
    {
        var (features, labels) = Samples.Noisy(200, 3, 0.4, 8);
        var options = new GradientBoostingOptions { Rounds = 200, EarlyStoppingRounds = 5 };
        using var a = Fit(options, features, labels, 3);
        using var b = Fit(options, features, labels, 3);
        Assert.InRange(a.Rounds, 1, 199);
        // LightGBM adds the loss up by threads, whose order changes the last digit; the trees are equal.
        Assert.Equal(a.ValidationLoss, b.ValidationLoss, (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(a.PredictProbabilities(features), b.PredictProbabilities(features));
        var error = Assert.Throws<ArgumentException>(() => Fit(options, new DenseMatrix(2, 1, [0, 1]), [0, 1], 2));
        Assert.Contains("early stopping", error.Message);
    }

    [Fact]
    public void An_absent_class_and_a_constant_column_are_no_fault()
    {
        var features = new DenseMatrix(6, 2, [1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5]);
        using var trees = Fit(new GradientBoostingOptions { MinChildWeight = 0, MinLeafRows = 1 }, features, [0, 0, 0, 2, 2, 2], 3);
        Assert.All(trees.PredictProbabilities(features).Chunk(3), row => Assert.True(row[1] < 0.1));
        using var alone = Fit(new GradientBoostingOptions { Rounds = 3 }, new DenseMatrix(1, 1, [5]), [1], 2);
        Assert.Equal(2, alone.PredictProbabilities(new DenseMatrix(1, 1, [5])).Length);
        Assert.Empty(alone.PredictProbabilities(new DenseMatrix(0, 1)));
    }

    [Fact]
    public void Faults_name_what_was_found()
    {
        var options = new GradientBoostingOptions { Rounds = 0, LearningRate = 0, RowShare = 2, L2Penalty = double.NaN,
            EarlyStoppingRounds = 0, Threads = 0, Leaves = 1, MaxDepth = 0, MinLeafRows = 0, Method = TreeMethod.Exact };
        Assert.Equal(10, Assert.Throws<InvalidOptionsException>(() => new GradientBoosting(options)).Faults.Count);
        Assert.Contains("row 1, column 0 is NaN", Assert.ThrowsAny<ArgumentException>(() =>
            Fit(new(), new DenseMatrix(2, 1, [0, double.NaN]), [0, 1], 2)).Message);
        using var trees = Fit(new GradientBoostingOptions { Rounds = 1 }, new DenseMatrix(2, 1, [0, 1]), [0, 1], 2);
        Assert.Contains("found 2 columns; the model was fitted to 1",
            Assert.Throws<ArgumentException>(() => trees.PredictProbabilities(new DenseMatrix(1, 2))).Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => new GradientBoosting()
            .Fit(new DenseMatrix(2, 1, [0, 1]), [0, 1], 2, [], new RandomStream(0), cancelled.Token));
    }

    private static BoostedTrees Fit(GradientBoostingOptions options, DenseMatrix features, int[] labels, int classes, ulong seed = 0) =>
        (BoostedTrees)new GradientBoosting(options).Fit(features, labels, classes, [], new RandomStream(seed));
}
