using Counterpoise.Classifiers;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;
using CategoricalColumn = Counterpoise.Tables.CategoricalColumn;

namespace Counterpoise.Tests.Pipelines;

public class ResamplingPipelineTests
{
    private static readonly Table Rows = Cards(60);

    [Fact]
    public void Evaluating_on_a_training_row_or_a_parent_of_a_synthetic_row_throws()
    {
        using var fitted = Fit(Rows.Select([.. Enumerable.Range(0, 40)]), new Smote(new SmoteOptions { K = 2 }));
        var error = Assert.Throws<LeakageException>(() => fitted.Evaluate(Rows.Select([.. Enumerable.Range(39, 21)])));
        Assert.Contains("1 of 21 rows were trained on", error.Message);
        Assert.Contains("row ids 39", error.Message);
        Assert.Equal(20, fitted.Evaluate(Rows.Select([.. Enumerable.Range(40, 20)])).RowCount);
    }

    [Fact]
    public void Only_the_training_rows_are_resampled_and_every_parent_is_one_of_them()
    {
        using var fitted = Fit(Rows.Select([.. Enumerable.Range(0, 40)]), new Smote(new SmoteOptions { K = 2 }));
        var labels = fitted.Resampled!.Labels;
        Assert.Equal(labels.Count(l => l == 0), labels.Count(l => l == 1));
        Assert.All(fitted.Resampled.Provenance, p => Assert.InRange(p.Seed, 0, 39));
    }

    [Fact]
    public void What_the_test_rows_are_does_not_change_the_model()
    {
        var training = Rows.Select([.. Enumerable.Range(0, 40)]);
        using var fitted = Fit(training, null);
        var before = fitted.PredictProbabilities(training);
        _ = fitted.Evaluate(Rows.Select([.. Enumerable.Range(40, 20)]));
        Assert.Equal(before, fitted.PredictProbabilities(training));
        Assert.Null(fitted.Resampled);
    }

    [Fact]
    public void Gaps_and_names_are_prepared_with_training_figures_alone()
    {
        var preparation = FeaturePreparation.Fit(Rows.Select([0, 1, 2, 3]).With([
            new NumericColumn("n", [1, 3, double.NaN, 5]), CategoricalColumn.FromValues("c", ["a", "b", "a", null]), new NumericColumn("gone", [double.NaN, double.NaN, double.NaN, double.NaN])]));
        Assert.Equal(["n", "c=a", "c=b"], preparation.ColumnNames);
        Assert.Equal(["gone"], preparation.DroppedColumns);
        var applied = preparation.Apply(new Table([new NumericColumn("n", [3, double.NaN]), CategoricalColumn.FromValues("c", ["z", null]), new NumericColumn("gone", [1, 2])]));
        Assert.Equal([0, 0], applied.Column(0));
        Assert.True(applied[0, 1] < applied[1, 1]);
        Assert.Contains("none of the 1 columns", Assert.Throws<ArgumentException>(() => FeaturePreparation.Fit(new Table([new NumericColumn("x", [double.NaN])]))).Message);
    }

    [Fact]
    public void Faults_say_what_to_do()
    {
        Assert.Contains("WithTarget", Assert.Throws<InvalidOperationException>(() => Fit(new Table(Rows.Columns), null)).Message);
        Assert.Contains("weights", Assert.Throws<ArgumentException>(() => Fit(Rows.With([.. Enumerable.Repeat(1.0, 60)]), new Smote())).Message);
        using var fitted = Fit(Rows.Select([.. Enumerable.Range(0, 40)]), null);
        var other = Rows.Select([50, 51]).With(new Labels("y", ["x", "z"], [0, 1]));
        Assert.Contains("the classes are x, z", Assert.Throws<ArgumentException>(() => fitted.Evaluate(other)).Message);
    }

    internal static Table Cards(int rows)
    {
        var random = new RandomStream(1);
        var labels = Enumerable.Range(0, rows).Select(i => i % 5 == 0 ? 1 : 0).ToArray();
        return new Table([
            new NumericColumn("a", [.. labels.Select(l => l + random.NextNormal())]),
            new NumericColumn("b", [.. labels.Select(l => random.NextNormal())]),
        ]).With(new Labels("y", ["common", "rare"], labels));
    }

    private static FittedPipeline Fit(Table training, IResampler? resampler) =>
        new ResamplingPipeline(resampler, new LogisticRegression()).Fit(training, new RandomStream(0, "resample"), new RandomStream(0, "learn"));
}
