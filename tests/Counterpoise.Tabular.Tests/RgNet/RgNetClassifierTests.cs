using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tabular;
using Counterpoise.Tabular.RgNet;

namespace Counterpoise.Tests.Tabular.RgNet;

public sealed class RgNetClassifierTests : IDisposable
{
    private static readonly RgNetOptions Fast = new() { Epochs = 30, LearningRate = .02, BatchSize = 64 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_product_of_two_columns_is_learned_which_logistic_regression_cannot()
    {
        var (x, y) = Products(800, 1);
        var (test, labels) = Products(400, 2);
        using var net = new RgNetClassifier(Fast).Fit(x, y, 2, [], new RandomStream(1));
        var linear = new LogisticRegression().Fit(x, y, 2);
        var (ours, theirs) = (Auroc.Of(labels, Positive(net, test)), Auroc.Of(labels, Positive(linear, test)));
        Assert.InRange(ours, .85, 1);
        Assert.InRange(theirs, .3, .75);
        Assert.Equal([6, 3, 2], net.Shape.Widths);
        Assert.InRange(net.BestEpoch, 1, 30);
        Assert.NotEmpty(net.ValidationCurve);
    }

    [Fact]
    public void Equal_seeds_give_equal_networks_and_a_saved_one_comes_back()
    {
        var (x, y) = Products(200, 3);
        var options = Fast with { Epochs = 3, OrdersColumns = true, Coarsening = Coarsening.FromAverages };
        using var first = new RgNetClassifier(options).Fit(x, y, 2, [], new RandomStream(5));
        using var again = new RgNetClassifier(options).Fit(x, y, 2, [], new RandomStream(5));
        Assert.Equal(first.PredictProbabilities(x), again.PredictProbabilities(x));

        var path = _folder.File("rgnet.safetensors");
        first.Save(path);
        using var loaded = FittedScaleNetwork.Load(path);
        Assert.Equal(first.PredictProbabilities(x), loaded.PredictProbabilities(x));
        Assert.Equal(first.BestEpoch, loaded.BestEpoch);
        Assert.Equal(first.ValidationCurve, loaded.ValidationCurve);
        Assert.Equal(3, loaded.Flow(x).Count);
        Assert.Equal(2, loaded.Flow(x)[^1].Columns);
    }

    [Fact]
    public void A_file_of_other_tensors_is_refused()
    {
        var path = _folder.File("other.safetensors");
        using var tensor = torch.ones(2);
        Counterpoise.Torch.Files.SafetensorsFile.Save(path, new Dictionary<string, Tensor> { ["a"] = tensor });
        Assert.Contains("FittedScaleNetwork.Save", Assert.Throws<InvalidDataException>(() => FittedScaleNetwork.Load(path)).Message);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(8, 2)]
    [InlineData(21, 2)]
    [InlineData(36, 6)]
    [InlineData(9, 7)]
    public void The_control_has_as_many_parameters_within_a_twentieth(int columns, int classCount)
    {
        var model = new RgNetOptions().Shape(columns, classCount);
        var control = SkipPerceptron.Match(model);
        Assert.InRange(control.ParameterCount / (double)model.ParameterCount, .95, 1.05);
        Assert.InRange(control.Widths[1..].Max() - control.Widths[1..].Min(), 0, 1);
    }

    [Fact]
    public void Three_classes_one_of_which_has_no_row_give_probabilities_that_sum_to_one()
    {
        var (x, y) = Products(120, 4);
        using var net = new SkipPerceptron(Fast with { Epochs = 2 }).Fit(x, y, 3, [], new RandomStream(1));
        var p = net.PredictProbabilities(x);
        Assert.Equal(360, p.Length);
        Assert.All(p.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(65)]
    public void Few_rows_one_column_and_one_class_alone_are_taken(int rows)
    {
        var x = new DenseMatrix(rows, 1, [.. Enumerable.Range(0, rows).Select(i => (double)i / rows)]);
        using var net = new RgNetClassifier(Fast with { Epochs = 2 }).Fit(x, new int[rows], 2, [], new RandomStream(1));
        Assert.Equal([1], net.Shape.Widths);
        Assert.Empty(net.ValidationCurve);
        Assert.All(net.PredictProbabilities(x), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void A_weight_of_two_counts_as_a_row_twice_and_one_of_zero_as_none()
    {
        var (x, y) = Products(60, 6);
        var options = Fast with { Epochs = 5, BatchSize = 200, ValidationShare = 0, Dropout = 0, BatchNorm = false };
        using var weighted = new RgNetClassifier(options).Fit(x, y, 2,
            [.. Enumerable.Range(0, 60).Select(i => i < 10 ? 0.0 : i < 20 ? 2 : 1)], new RandomStream(2));
        int[] rows = [.. Enumerable.Range(10, 10), .. Enumerable.Range(10, 50)];
        using var repeated = new RgNetClassifier(options).Fit(x.SelectRows(rows), [.. rows.Select(i => y[i])], 2, [], new RandomStream(2));
        Assert.All(weighted.PredictProbabilities(x).Zip(repeated.PredictProbabilities(x)), p => Assert.Equal(p.First, p.Second, 1e-4));
    }

    [Fact]
    public void Fixed_maps_stay_as_they_were_drawn()
    {
        var (x, y) = Products(100, 7);
        using var few = new RgNetClassifier(Fast with { Epochs = 1, Coarsening = Coarsening.FixedAverages, BatchNorm = false,
            Activation = ScaleActivation.Identity }).Fit(x, y, 2, [], new RandomStream(3));
        var flow = few.Flow(x);
        Assert.Equal((x[0, 0] + x[0, 1]) / 2, flow[1][0, 0], 1e-6);
    }

    [Fact]
    public void Columns_are_ordered_so_that_correlated_ones_meet()
    {
        var random = new RandomStream(9);
        var rows = new DenseMatrix(50, 4);
        for (var i = 0; i < 50; i++)
        {
            var (a, b) = (random.NextNormal(), random.NextNormal());
            (rows[i, 0], rows[i, 1], rows[i, 2], rows[i, 3]) = (a, b, -a + (.01 * random.NextNormal()), b + (.3 * random.NextNormal()));
        }

        Assert.Equal([0, 2, 1, 3], ColumnOrder.Of(rows));
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new RgNetOptions { Ratio = 1, BatchSize = 1, ValidationShare = .5 }.Validate()).Message;
        Assert.All(["Ratio", "BatchSize", "ValidationShare"], name => Assert.Contains(name, fault));
    }

    [Fact]
    public void Learners_are_bound_by_name_with_their_options()
    {
        var (classifier, settings) = TabularLearners.All.Single(l => l.Name == "rgnet")
            .Bind(new Dictionary<string, string> { ["epochs"] = "7", ["coarsening"] = "fixed-random" });
        Assert.Equal("RGNet", classifier.Name);
        Assert.Equal(2, settings.Count);
    }

    private static double[] Positive(IFittedClassifier model, DenseMatrix x) =>
        [.. model.PredictProbabilities(x).Chunk(2).Select(p => p[1])];

    /// <summary>Rows are positive where the product of the first two of six columns is large.</summary>
    private static (DenseMatrix X, int[] Y) Products(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var x = new DenseMatrix(rows, 6);
        for (var i = 0; i < x.Data.Length; i++)
        {
            x.Data[i] = random.NextNormal();
        }

        return (x, [.. Enumerable.Range(0, rows).Select(i => x[i, 0] * x[i, 1] > .5 ? 1 : 0)]);
    }
}
