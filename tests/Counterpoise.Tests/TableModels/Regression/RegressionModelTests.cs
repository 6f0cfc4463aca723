using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Tests.TableModels;

public sealed class RegressionModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Pipelines =>
        [.. from regressor in Regressors from method in RegressionMethod.All select (regressor.Name, method.Name)];

    private static IReadOnlyList<IRegressor> Regressors { get; } =
        [.. typeof(IRegressor).Assembly.GetTypes().Where(t => typeof(IRegressor).IsAssignableFrom(t) && t.IsClass)
            .Select(t => t.GetConstructors()[0])
            .Select(c => (IRegressor)c.Invoke([.. c.GetParameters().Select(p => p.DefaultValue)]))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_fitted_regressor_has_a_codec_of_its_own()
    {
        var fitted = typeof(IFittedRegressor).Assembly.GetTypes().Where(t => typeof(IFittedRegressor).IsAssignableFrom(t) && t.IsClass);
        Assert.Equal(fitted.Select(t => t.FullName).Order(), StandardCodecs.Regressors.Kinds.Select(c => c.Fitted.FullName).Order());
        Assert.All(StandardCodecs.Regressors.Kinds, c => Assert.Matches("^[a-z_]+$", c.Kind));
        Assert.Throws<ArgumentException>(() => StandardCodecs.Regressors.With(StandardCodecs.Regressors.Kinds[0]));
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void A_model_that_was_saved_predicts_the_same_to_the_last_bit_and_equal_models_give_equal_files(string regressor, string method)
    {
        var (rows, prices) = Houses(120);
        using var model = Train(rows, prices, regressor, method);
        var (one, two) = (_folder.File("one.cpm"), _folder.File("two.cpm"));
        model.Save(one);
        Assert.True(RegressionModel.Is(one));
        Assert.False(TableModel.Is(one));
        using var loaded = RegressionModel.Load(one);
        var (fresh, _) = Houses(40, seed: 5);
        Assert.Equal(model.Predict(fresh), loaded.Predict(fresh));
        Assert.Equal(120, loaded.CountSeen(rows));
        Assert.InRange(loaded.CountSeen(fresh), 0, 3);
        Assert.Equal(model.Card.Relevance, loaded.Card.Relevance);
        Assert.Equal((method, regressor, 120, prices.Min(), prices.Max()), (loaded.Card.Method, loaded.Card.Regressor,
            loaded.Card.TrainingRows, loaded.Card.Least, loaded.Card.Largest));
        Assert.Equal(prices.Count(p => loaded.Relevance.At(p) >= 0.8), loaded.Card.RareRows);
        using var again = Train(rows, prices, regressor, method);
        again.Save(two);
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));
    }

    [Fact]
    public void A_method_is_what_a_comparison_takes_it_for()
    {
        // Where no draw is made, a model of a fold's training rows errs as the comparison says.
        var (rows, prices) = Houses(150);
        foreach (var method in new[] { "none", "lds" })
        {
            var comparison = RegressionComparison.Run(rows, prices, new() { Methods = [RegressionMethod.Find(method)],
                Regressors = [new RidgeRegression()], Repeats = 1, Seed = 3 });
            var split = RegressionFolds.Of(rows, prices, 5, 1, 3)[0];
            double[] Of(int[] places) => [.. places.Select(i => prices[i])];
            using var model = Train(rows.Select(split.Train), Of(split.Train), "ridge", method);
            var metrics = RegressionMetrics.Of(Of(split.Test), model.Predict(rows.Select(split.Test)), model.Relevance, 0.8);
            Assert.Equal(comparison.Cells.Single(c => c.Fold == 0 && c.Method == method && c.Regressor == "ridge").Metrics, metrics);
        }
    }

    [Fact]
    public void Predictions_after_training_are_corrected_by_the_line_that_the_file_keeps()
    {
        var (rows, prices) = Houses(120);
        using var plain = Train(rows, prices, "ridge", "none");
        using var corrected = Train(rows, prices, "ridge", "post-hoc");
        var line = corrected.Card.Correction!;
        Assert.Equal(plain.Predict(rows).Select(p => line.Intercept + (line.Slope * p)), corrected.Predict(rows));
        Assert.Null(plain.Card.Correction);
    }

    [Fact]
    public void Columns_are_taken_by_name_and_gaps_and_unknown_categories_as_the_preparation_says()
    {
        var (rows, prices) = Houses(120);
        using var model = Train(rows, prices, "ridge", "smogn");
        var turned = rows.With([new NumericColumn("more", new double[120]), .. rows.Columns.Reverse()]);
        Assert.Equal(model.Predict(rows), model.Predict(turned));
        Assert.Contains("column 'area' is missing", Assert.Throws<ArgumentException>(() => model.Predict(rows.Without("area"))).Message);
        Table Row(double area, string garden) => new([new NumericColumn("area", [area]),
            CategoricalColumn.FromValues("garden", [garden])]);
        var median = model.Card.Columns.Single(c => c.Name == "area").Median;
        Assert.Equal(model.Predict(Row(median, "yes")), model.Predict(Row(double.NaN, "yes")));
        Assert.All(model.Predict(Row(20, "moat")), p => Assert.True(double.IsFinite(p)));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        var (rows, prices) = Houses(120);
        Assert.Contains("no target lies beyond the whiskers",
            Assert.Throws<ArgumentException>(() => Train(rows, [.. prices.Select(_ => 3.0)], "ridge", "none")).Message);
        Assert.Contains("expected finite", Assert.Throws<ArgumentException>(
            () => Train(rows, [double.NaN, .. prices.Skip(1)], "ridge", "none")).Message);
        Assert.Throws<ArgumentException>(() => Train(rows, prices[..50], "ridge", "none"));
        using var model = RegressionModel.Train(rows, prices, new() { Target = "price", Regressor = new Foreign() });
        Assert.Throws<NotSupportedException>(() => model.Save(_folder.File("m.cpm")));
        Assert.False(File.Exists(_folder.File("m.cpm")));
    }

    [Fact]
    public void Files_of_another_kind_and_damaged_ones_are_refused()
    {
        var (rows, prices) = Houses(60);
        var path = _folder.File("m.cpm");
        using (var model = Train(rows, prices, "ridge", "none")) model.Save(path);
        Assert.Contains("regression of tables", Assert.Throws<InvalidDataException>(() => TableModel.Load(path)).Message);
        PartFile.Write(_folder.File("other.cpm"), part => part.Text("task", "classification of tables"));
        Assert.Contains("expected 'regression of tables'",
            Assert.Throws<InvalidDataException>(() => RegressionModel.Load(_folder.File("other.cpm"))).Message);
        Assert.False(RegressionModel.Is(_folder.File("other.cpm")));
        var bytes = File.ReadAllBytes(path);
        for (var cut = 40; cut < bytes.Length; cut += bytes.Length / 7)
        {
            File.WriteAllBytes(path, bytes[..cut]);
            Assert.Throws<InvalidDataException>(() => RegressionModel.Load(path));
        }
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("ridge")]
    [InlineData("knn")]
    public void A_file_that_lies_is_refused_or_predicts_and_nothing_else(string regressor)
    {
        var (rows, prices) = Houses(40);
        var path = _folder.File("m.cpm");
        using (var model = Train(rows, prices, regressor, "post-hoc")) model.Save(path);
        var refused = 0;
        foreach (var hostile in HostileFile.Mutations(File.ReadAllBytes(path)))
        {
            File.WriteAllBytes(path, hostile);
            try
            {
                using var loaded = RegressionModel.Load(path);
                // Columns may have other names now, which is told.
                loaded.Predict(new Table([.. loaded.Card.Columns.Select(c => c.Kind == ColumnKind.Numeric
                    ? (Column)new NumericColumn(c.Name, [1]) : new CategoricalColumn(c.Name, ["yes"], [0]))]));
            }
            catch (InvalidDataException fault)
            {
                Assert.Contains(path, fault.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 100, int.MaxValue);
    }

    private static RegressionModel Train(Table rows, double[] prices, string regressor, string method) =>
        RegressionModel.Train(rows, prices, new()
        {
            Target = "price", Regressor = Regressors.Single(r => r.Name == regressor), Method = RegressionMethod.Find(method), Seed = 3,
        }, "test", TestContext.Current.CancellationToken);

    private static (Table Rows, double[] Prices) Houses(int count, ulong seed = 4)
    {
        var random = new RandomStream(seed, "houses");
        double[] areas = [.. Enumerable.Range(0, count).Select(i => i % 12 == 0 ? 30 + (20 * random.NextDouble())
            : 10 * random.NextDouble())];
        string[] gardens = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? "yes" : "no")];
        return (new Table([new NumericColumn("area", areas), CategoricalColumn.FromValues("garden", gardens)]),
            [.. areas.Select((a, i) => (a * (i % 12 == 0 ? 4 : 2)) + (i % 3 == 0 ? 5 : 0) + random.NextDouble())]);
    }

    private sealed class Foreign : IRegressor, IFittedRegressor
    {
        public string Name => "foreign";

        public IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
            CancellationToken cancellationToken = default) => this;

        public double[] Predict(DenseMatrix features) => new double[features.Rows];

        public void Dispose()
        {
        }
    }
}
