using System.Text;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Boosting.Tests;

public sealed class GradientBoostingRegressionTests
{
    [Fact]
    public void A_step_is_learned_with_equal_draws_for_equal_seeds_and_weights_move_it()
    {
        var rows = new DenseMatrix(200, 1, [.. Enumerable.Range(0, 200).Select(i => i / 200.0)]);
        double[] y = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? -3.0 : 5 + (i % 2))];
        double[] Predict(ReadOnlySpan<double> weights)
        {
            using var fitted = new GradientBoostingRegression().Fit(rows, y, weights, new RandomStream(1, "b"));
            return fitted.Predict(DenseMatrix.FromRows([0.2], [0.8]));
        }

        var plain = Predict([]);
        Assert.Equal(-3, plain[0], 0.02);
        Assert.Equal(5.5, plain[1], 0.02);
        Assert.Equal(plain, Predict([]));
        var weighted = Predict([.. Enumerable.Range(0, 200).Select(i => i >= 100 && i % 2 == 1 ? 3.0 : 1)]);
        Assert.Equal(5.75, weighted[1], 0.02);
    }

    [Fact]
    public void What_is_not_for_regression_and_wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GradientBoostingRegression(new GradientBoostingOptions { EarlyStoppingRounds = 5 }));
        Assert.Throws<ArgumentException>(
            () => new GradientBoostingRegression(new GradientBoostingOptions { Engine = BoostingEngine.XgBoost }));
        Assert.Throws<ArgumentException>(() =>
            new GradientBoostingRegression().Fit(DenseMatrix.FromRows([1], [2]), [1], [], new RandomStream(1, "b")));
    }

    [Fact]
    public void It_comes_back_from_a_model_of_tables_with_equal_predictions_and_a_text_that_lies_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise-regression-");
        try
        {
            var path = Path.Combine(folder.FullName, "m.cpm");
            var codecs = StandardCodecs.Regressors.With(BoostingLearners.RegressorCodecs);
            var random = new RandomStream(2, "rows");
            double[] x = [.. Enumerable.Range(0, 300).Select(_ => random.NextNormal())];
            var rows = new Table([new NumericColumn("x", x),
                CategoricalColumn.FromValues("kind", [.. x.Select((_, i) => i % 3 == 0 ? "a" : "b")])]);
            using var model = RegressionModel.Train(rows, [.. x.Select((v, i) => Math.Exp(2 * v) + (i % 3))], new()
            {
                Target = "y", Regressor = new GradientBoostingRegression(), Method = RegressionMethod.Find("lds"),
            }, cancellationToken: TestContext.Current.CancellationToken);
            model.Save(path, codecs);
            using var back = RegressionModel.Load(path, codecs);
            Assert.Equal(model.Predict(rows), back.Predict(rows));
            Assert.True(model.Predict(rows).Distinct().Count() > 20);

            void Lie(string word, string lie, string expected)
            {
                PartFile.Write(path, part => part.Part("regressor", own =>
                {
                    own.Text("kind", "boosted_trees");
                    own.Bytes("model", Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(((BoostedRegression)model.Regressor).Serialize())
                        .Replace(word, lie, StringComparison.Ordinal)));
                }));
                Assert.Contains(expected,
                    Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => codecs.Read(part, "regressor"))).Message);
            }

            Lie("objective=regression", "objective=binary sigmoid:1", "the objective is 'binary sigmoid:1'; expected 'regression'");
            Lie("split_feature=", "split_feature=77 ", "split_feature");
            Lie("tree\n", "bush\n", "a model begins with 'tree'");
            // Trees of classes are none of a number.
            using var trees = (BoostedTrees)new GradientBoosting().Fit(DenseMatrix.FromRows([.. x.Select(v => new[] { v })]),
                [.. x.Select(v => v > 0 ? 1 : 0)], 2, [], new RandomStream(1, "b"));
            PartFile.Write(path, part => part.Part("regressor", own =>
            {
                own.Text("kind", "boosted_trees");
                own.Bytes("model", trees.Serialize());
            }));
            Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => codecs.Read(part, "regressor")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
