using Counterpoise.Classifiers;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;
using CategoricalColumn = Counterpoise.Tables.CategoricalColumn;
using Counterpoise.Messages;

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
    public void Resampling_before_the_split_throws_whichever_side_the_synthetic_rows_fall_on()
    {
        // The most frequent mistake: resample the whole table, then split it.
        var (all, result) = new Smote(new SmoteOptions { K = 2 }).Resample(Rows, new RandomStream(0));
        var synthetic = Enumerable.Range(60, all.RowCount - 60).ToArray();
        using var onChildren = Fit(all.Select([.. Enumerable.Range(0, 60).Except(result.Parents(60)), .. synthetic]), null);
        Assert.Throws<LeakageException>(() => onChildren.Evaluate(all.Select(result.Parents(60))));
        using var onParents = Fit(all.Select([.. Enumerable.Range(0, 60)]), null);
        Assert.Throws<LeakageException>(() => onParents.Evaluate(all.Select([60])));
        var siblings = synthetic.Where(i => i > 60 && result.Parents(i).Intersect(result.Parents(60)).Any()).ToArray();
        using var onSiblings = Fit(all.Select([0, 5, 10, 15, .. Enumerable.Range(0, 30).Where(i => i % 5 != 0), siblings[0]]), null);
        Assert.Throws<LeakageException>(() => onSiblings.Evaluate(all.Select([60])));
    }

    [Fact]
    public void What_the_resampler_refuses_is_said_in_the_names_of_the_classes() =>
        Assert.StartsWith($"class '{Rows.Labels!.Classes[Rows.Labels.MinorityClass()]}' has",
            Assert.Throws<DataMismatchException>(() => Fit(Rows, new Smote(new SmoteOptions { K = 50 }))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Resampling_the_training_part_by_hand_leaves_the_test_part_fit_to_evaluate()
    {
        // Training rows first in the table: new rows must not take the ids of those that follow.
        var training = new Smote(new SmoteOptions { K = 2 }).Resample(Rows.Select([.. Enumerable.Range(0, 40)]), new RandomStream(0)).Table;
        using var fitted = Fit(training, null);
        Assert.Equal(20, fitted.Evaluate(Rows.Select([.. Enumerable.Range(40, 20)])).RowCount);
    }

    [Fact]
    public void Rows_under_other_ids_are_counted_in_a_note()
    {
        using var fitted = Fit(Rows.Select([.. Enumerable.Range(0, 40)]), null);
        var again = Rows.WithRowIds([.. Enumerable.Range(1000, 60).Select(i => (long)i)]);
        Assert.Contains(fitted.Evaluate(again).Notes, n => n.StartsWith("40 of 60 rows equal a training row", StringComparison.Ordinal));
        Assert.DoesNotContain(fitted.Evaluate(Rows.Select([.. Enumerable.Range(40, 20)])).Notes,
            n => n.Contains("equal a training row", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fitted_pipeline_takes_back_the_shares_that_its_resampler_or_its_weights_made()
    {
        // A fifth of the rows is rare; learned from as many of both, even odds are that fifth.
        static double[] Corrected(IResampler? resampler, IClassifier classifier)
        {
            using var fitted = new ResamplingPipeline(resampler, classifier).Fit(Rows, new RandomStream(0), new RandomStream(1));
            return [.. fitted.PriorCorrection().Apply([0.5, 0.5]).Select(p => Math.Round(p, 12))];
        }

        var counts = Rows.RequireLabels().ClassCounts();
        double[] shares = [.. counts.Select(n => Math.Round(n / 60.0, 12))];
        Assert.Equal(shares, Corrected(new Smote(new SmoteOptions { K = 2 }), new LogisticRegression()));
        Assert.Equal(shares, Corrected(null, new ClassWeighted(new LogisticRegression())));
        Assert.Equal([0.5, 0.5], Corrected(null, new LogisticRegression()));
    }

    [Fact]
    public void A_threshold_is_not_tuned_on_folds_of_resampled_rows() =>
        Assert.Contains("parents of its training rows", Assert.Throws<ArgumentException>(() =>
            new ResamplingPipeline(new Smote(), new ThresholdTuned(new LogisticRegression()))).Message);

    [Fact]
    public void Methods_for_names_see_names_and_the_classifier_sees_columns_of_its_own()
    {
        var names = Rows.With([Rows["a"], CategoricalColumn.FromValues("colour",
            [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? null : i % 3 == 0 ? "red" : i % 3 == 1 ? "green" : "blue")]), Rows["b"]]);
        using var fitted = Fit(names, new SmoteNc(new SmoteNcOptions { K = 2 }));
        Assert.Equal(["a", "colour=blue", "colour=green", "colour=red", "b"], fitted.Preparation.ColumnNames);
        var made = fitted.Resampled!.Features;
        Assert.Equal(2 * 48, made.Rows);
        Assert.Equal(fitted.Preparation.Apply(names).Data, made.Data[..(60 * 5)]);
        Assert.All(Enumerable.Range(1, 3), c => Assert.Equal(2, made.Column(c).Distinct().Count()));
        Assert.All(Enumerable.Range(60, 36), i => Assert.Single(Enumerable.Range(1, 3), c => made[i, c] > 0));
        using var copied = Fit(names, new RandomOverSampler());
        Assert.Equal(fitted.Preparation.Apply(names).Row(copied.Resampled!.Provenance[70].Seed), copied.Resampled.Features.Row(70));

        using var only = Fit(names.Without("a", "b"), new SmoteN(new SmoteNOptions { K = 2 }));
        Assert.All(Enumerable.Range(0, 96), i => Assert.Single(Enumerable.Range(0, 3), c => only.Resampled!.Features[i, c] > 0));
        Assert.Contains("categorical columns are none of 2", Assert.Throws<ArgumentException>(() => Fit(Rows, new SmoteNc())).Message);
        Assert.Contains("'colour' (1) of 3", Assert.Throws<ArgumentException>(() => Fit(names, new SmoteN())).Message);
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
            new NumericColumn("n", [1, 3, double.NaN, 5]), CategoricalColumn.FromValues("c", ["a", "b", "a", null]),
                new NumericColumn("gone", [double.NaN, double.NaN, double.NaN, double.NaN])]));
        Assert.Equal(["n", "c=a", "c=b"], preparation.ColumnNames);
        Assert.Equal(["gone"], preparation.DroppedColumns);
        var applied = preparation.Apply(new Table([new NumericColumn("n", [3, double.NaN]), CategoricalColumn.FromValues("c", ["z", null]),
            new NumericColumn("gone", [1, 2])]));
        Assert.Equal([0, 0], applied.Column(0));
        Assert.Equal([0, 1], applied.Column(1));
        Assert.Equal([0, 0], applied.Column(2));
        Assert.Equal([1..3], preparation.CategoryColumns);
        Assert.Contains("none of the 1 columns", Assert.Throws<ArgumentException>(() =>
            FeaturePreparation.Fit(new Table([new NumericColumn("x", [double.NaN])]))).Message);
    }

    [Fact]
    public void Weights_go_with_their_rows_through_a_resampler_into_learning_and_into_the_measures()
    {
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => 0.5 + (i % 7))];
        var weighted = PreparedRows.Of(new Smote(), Rows.With(weights), new RandomStream(1), CancellationToken.None);
        Assert.Equal(weighted.LearnedLabels.Length, weighted.LearnedWeights!.Length);
        Assert.Equal(weighted.Resampled!.Provenance.Select(p => weights[p.Seed]), weighted.LearnedWeights);
        Assert.Contains(weighted.Resampled.Provenance, p => p.Kind == RowKind.Synthetic);
        Assert.Null(PreparedRows.Of(new Smote(), Rows, new RandomStream(1), CancellationToken.None).LearnedWeights);

        // The same weight for all rows changes nothing; other weights change what is learned, and what is measured.
        double[] Said(Table rows) => Fit(rows, new Smote()).PredictProbabilities(Rows);
        var even = Said(Rows.With([.. Enumerable.Repeat(1.0, 60)]));
        Assert.Equal(Said(Rows), even);
        Assert.NotEqual(even, Said(Rows.With([.. Enumerable.Range(0, 60).Select(i => i < 30 ? 1.0 : 20)])));
        using var fitted = Fit(Rows.Select([.. Enumerable.Range(0, 40)]), null);
        var test = Rows.Select([.. Enumerable.Range(40, 20)]);
        var plain = fitted.Evaluate(test);
        double[] byClass = [.. test.RequireLabels().Codes.ToArray().Select(y => y == 1 ? 10.0 : 1)];
        var dear = fitted.Evaluate(test.With(byClass));
        Assert.Equal(plain.Classes[1].Recall, dear.Classes[1].Recall);
        Assert.NotEqual(plain.Value("accuracy"), dear.Value("accuracy"));
        Assert.NotNull(dear.EffectiveRows);
    }

    [Fact]
    public void Faults_say_what_to_do()
    {
        Assert.Contains("WithTarget", Assert.Throws<InvalidOperationException>(() => Fit(new Table(Rows.Columns), null)).Message);
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
        new ResamplingPipeline(resampler, new LogisticRegression())
            .Fit(training, new RandomStream(0, "resample"), new RandomStream(0, "learn"));
}
