using Counterpoise.Calibration;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Tests.TableModels;

public sealed class TableModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Learners => [.. Learner.Standard.Select(l => l.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Learners))]
    public void Every_classifier_comes_back_from_its_file_with_equal_predictions(string name)
    {
        var rows = Machines(90);
        using var model = Train(rows, name, "smote/wce");
        using var loaded = Reload(model);
        var fresh = Machines(40, seed: 5);
        Assert.Equal(model.PredictProbabilities(fresh), loaded.PredictProbabilities(fresh));
        Assert.Equal(model.Card.ClassCounts, loaded.Card.ClassCounts);
        Assert.Equal(model.Card.Priors, loaded.Card.Priors);
        Assert.Equal(90, loaded.CountSeen(rows));
        // Rows without a size are filled with one median, so that some come again.
        Assert.InRange(loaded.CountSeen(fresh), 0, 5);
    }

    [Theory]
    [InlineData("none", null, new[] { 72 / 90.0, 18 / 90.0 })]
    [InlineData("wce", null, new[] { 0.5, 0.5 })]
    [InlineData("smote", null, new[] { 0.5, 0.5 })]
    [InlineData("random-under", null, new[] { 0.5, 0.5 })]
    [InlineData("smote", CalibrationKind.Platt, new[] { 72 / 90.0, 18 / 90.0 })]
    [InlineData("post-hoc-la", null, new[] { 0.5, 0.5 })]
    [InlineData("majority", null, new[] { 72 / 90.0, 18 / 90.0 })]
    public void Priors_are_those_that_the_probabilities_go_by(string method, CalibrationKind? calibration, double[] expected)
    {
        using var model = Train(Machines(90), "logistic", method, o => o with { Calibration = calibration });
        Assert.Equal(expected[0], model.Card.Priors[0], 1e-12);
        Assert.Equal(expected[1], model.Card.Priors[1], 1e-12);
        Assert.Equal([72, 18], model.Card.ClassCounts);
    }

    [Fact]
    public void Effective_number_weights_give_priors_by_hand()
    {
        using var model = Train(Machines(90), "logistic", "cb");
        double Weight(int n) => n * (1 - 0.9999) / (1 - Math.Pow(0.9999, n));
        Assert.Equal(Weight(72) / (Weight(72) + Weight(18)), model.Card.Priors[0], 1e-9);
    }

    [Fact]
    public void A_model_whose_numbers_go_by_no_priors_cannot_be_corrected()
    {
        using var model = Train(Machines(90), "isolation-forest", "none");
        Assert.Empty(model.Card.Priors);
        Assert.Contains("go by no class priors", Assert.Throws<InvalidOperationException>(() => model.Correction([1, 1])).Message);
    }

    [Theory]
    [InlineData(CalibrationKind.Platt)]
    [InlineData(CalibrationKind.Isotonic)]
    [InlineData(CalibrationKind.Temperature)]
    public void Calibration_and_threshold_are_kept_and_decide(CalibrationKind kind)
    {
        using var model = Train(Machines(150), "tree", "smote/threshold", o => o with { Calibration = kind, Threshold = ThresholdRule.F1 });
        using var loaded = Reload(model);
        var fresh = Machines(60, seed: 3);
        var p = model.PredictProbabilities(fresh);
        Assert.Equal(p, loaded.PredictProbabilities(fresh));
        Assert.Equal(kind, loaded.Card.Calibration!.Kind);
        Assert.Equal("largest F1", loaded.Card.Decision!.Rule);
        var threshold = loaded.Card.Decision.Threshold!.Value;
        Assert.Equal([.. Enumerable.Range(0, 60).Select(i => p[(2 * i) + 1] >= threshold ? 1 : 0)], loaded.Decide(p));
    }

    [Fact]
    public void Several_classes_are_decided_by_weights()
    {
        using var model = Train(Machines(120, classes: 3), "logistic", "threshold", o => o with { WeightsFor = "geometric_mean" });
        using var loaded = Reload(model);
        var p = loaded.PredictProbabilities(Machines(30, classes: 3, seed: 2));
        Assert.Equal(new DecisionWeights(model.Card.Decision!.Weights).Decide(p), loaded.Decide(p));
        Assert.Null(loaded.Card.Decision!.Threshold);
        Assert.Equal("largest geometric mean", loaded.Card.Decision.Rule);
    }

    [Fact]
    public void An_unknown_category_is_none_of_the_known_ones_and_a_missing_value_is_filled_from_training()
    {
        using var model = Train(Machines(90), "logistic", "none");
        var row = Machines(1);
        Table With(string? colour, double size) => row.With(
            [new NumericColumn("size", [size]), CategoricalColumn.FromValues("colour", [colour])]);
        var size = model.Card.Columns.Single(c => c.Name == "size");
        Assert.Equal(model.PredictProbabilities(With("red", size.Median)), model.PredictProbabilities(With("red", double.NaN)));
        var most = model.Card.Columns.Single(c => c.Name == "colour").Mode;
        Assert.Equal(model.PredictProbabilities(With(most, 1)), model.PredictProbabilities(With(null, 1)));
        Assert.Equal(model.PredictProbabilities(With("mauve", 1)), model.PredictProbabilities(With("ochre", 1)));
        Assert.NotEqual(model.PredictProbabilities(With("mauve", 1)), model.PredictProbabilities(With(most, 1)));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_missing_or_changed_ones_are_refused()
    {
        using var model = Train(Machines(90), "logistic", "none");
        var rows = Machines(5);
        var turned = rows.With([rows["colour"], new NumericColumn("other", new double[5]), rows["size"]]);
        Assert.Equal(model.PredictProbabilities(rows), model.PredictProbabilities(turned));
        Assert.Contains("'size' is missing", Assert.Throws<ArgumentException>(() => model.PredictProbabilities(rows.Without("size")))
            .Message);
        Assert.Contains("is Categorical", Assert.Throws<ArgumentException>(() => model.PredictProbabilities(
            rows.With([CategoricalColumn.FromValues("size", new string?[5]), rows["colour"]]))).Message);
    }

    [Fact]
    public void A_model_file_that_lies_is_refused_by_place_or_predicts()
    {
        using var model = Train(Machines(60), "logistic", "none/threshold", o => o with { Calibration = CalibrationKind.Isotonic });
        var path = _folder.File("model.cpm");
        model.Save(path);
        var refused = 0;
        foreach (var hostile in HostileFile.Mutations(File.ReadAllBytes(path)))
        {
            File.WriteAllBytes(path, hostile);
            try
            {
                using var loaded = TableModel.Load(path);
                loaded.Decide(loaded.PredictProbabilities(Machines(2)));
            }
            catch (InvalidDataException fault)
            {
                Assert.Contains(path, fault.Message);
                refused++;
            }
            catch (ArgumentException)
            {
                // A column of another name or kind is missed when rows are given.
            }
        }

        Assert.InRange(refused, 200, int.MaxValue);
    }

    [Fact]
    public void Nothing_is_tuned_where_a_class_has_one_row()
    {
        var rows = Machines(30);
        var labels = rows.RequireLabels();
        var single = rows.With(labels.WithCodes([.. Enumerable.Range(0, 30).Select(i => i == 0 ? 1 : 0)]));
        Assert.Contains("nothing can be tuned", Assert.Throws<ArgumentException>(() => Train(single, "logistic", "threshold")).Message);
    }

    private TableModel Reload(TableModel model)
    {
        model.Save(_folder.File("saved.cpm"));
        return TableModel.Load(_folder.File("saved.cpm"));
    }

    private static TableModel Train(Table rows, string learner, string method, Func<TableModelOptions, TableModelOptions>? change = null)
    {
        var options = new TableModelOptions { Learner = Learner.Standard.Single(l => l.Name == learner),
            Method = TableMethod.Parse(method), InnerFolds = 3, Seed = 4 };
        return TableModelTraining.Run(rows, change?.Invoke(options) ?? options, "test");
    }

    /// <summary>A fifth of the rows is of class 1, with larger sizes; some values are missing.</summary>
    private static Table Machines(int count, int classes = 2, ulong seed = 1)
    {
        var random = new RandomStream(seed, "machines");
        var y = Enumerable.Range(0, count).Select(i => i % 5 == 0 ? 1 : classes > 2 && i % 5 == 1 ? 2 : 0).ToArray();
        string[] colours = ["red", "green", "blue"];
        var size = Array.ConvertAll(y, c => random.NextDouble() < 0.05 ? double.NaN : random.NextNormal() + (1.5 * c));
        var colour = Array.ConvertAll(y, c => random.NextDouble() < 0.05 ? null
            : colours[Math.Min(2, (int)((random.NextDouble() * 2) + (c > 0 ? 1 : 0)))]);
        return new Table([new NumericColumn("size", size), CategoricalColumn.FromValues("colour", colour)])
            .With(new Labels("y", [.. Enumerable.Range(0, classes).Select(c => $"c{c}")], y));
    }
}
