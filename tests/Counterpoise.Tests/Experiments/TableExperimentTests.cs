using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Splits;
using Counterpoise.Tables;
using Counterpoise.Tests.Pipelines;

namespace Counterpoise.Tests.Experiments;

public sealed class TableExperimentTests : IDisposable
{
    private static readonly Table Rows = ResamplingPipelineTests.Cards(60);
    private static readonly TableDataSet Data = TableDataSet.FromFolds("cards", Rows,
        [[.. Enumerable.Range(0, 30)], [.. Enumerable.Range(30, 30)]]);
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-cells-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_method_meets_every_classifier_on_every_fold_with_every_seed()
    {
        var cells = Experiment([0, 1]).Run();
        Assert.Equal(2 * 2 * 2, cells.Count);
        Assert.Equal(8, cells.Select(c => c.ConfigHash).Distinct().Count());
        Assert.All(cells, c => Assert.InRange(c.Metrics[MetricNames.Auroc], 0, 1));
        Assert.Equal(8, Experiment([0, 1]).CellCount);
    }

    [Fact]
    public void Folds_forward_in_time_train_on_the_past_alone_and_share_one_positive_class()
    {
        // The first half of the time has more rare rows than common ones.
        var labels = new Labels("y", ["common", "rare"], [.. Enumerable.Range(0, 60)
            .Select(i => i < 20 ? (i % 3 == 0 ? 0 : 1) : (i % 8 == 0 ? 1 : 0))]);
        var table = new Table([new NumericColumn("x", [.. Enumerable.Range(0, 60).Select(i => (double)(i % 7))]),
            new NumericColumn("day", [.. Enumerable.Range(0, 60).Select(i => (double)(i / 2))])]).With(labels).WithTime("day");
        var data = TableDataSet.FromSplits("days", table, TimeSplit.Folds(labels.Codes, table.Time, 4));
        Assert.Equal(4, data.Folds.Count);
        Assert.All(data.Folds, f => Assert.True(f.Training.Time!.Max() < f.Test.Time!.Min()));
        Assert.True(data.Folds[0].Training.RequireLabels().ClassCounts() is var early && early[0] < early[1]);
        Assert.Equal(1, data.PositiveClass);
        var experiment = new TableExperiment([data], [TableMethod.None], [(new LogisticRegression(), new Dictionary<string, string>())]);
        Assert.StartsWith("60 rows, 1 columns", experiment.Scenarios()[0].Description);
        Assert.Equal((1 + (1 / 2.0) + (1 / 3.0) + (1 / 4.0)) / 4, experiment.Scenarios()[0].TestShare!.Value, 12);
        Assert.Equal(4, experiment.Run().Count);
    }

    [Fact]
    public void Finished_cells_are_not_computed_again_and_results_do_not_depend_on_threads()
    {
        var store = new CellStore(_folder);
        var first = Experiment([0]).Run(store);
        var fits = 0;
        var learner = new Counting(() => fits++);
        var again = Experiment([0], learner).Run(store);
        Assert.Equal(0, fits);
        Assert.Equal(first.Select(c => c.Metrics[MetricNames.Auroc]), again.Select(c => c.Metrics[MetricNames.Auroc]));
        var other = Experiment([0], threads: 2).Run();
        Assert.Equal(first.Select(c => c.Metrics[MetricNames.Auroc]), other.Select(c => c.Metrics[MetricNames.Auroc]));
        _ = Experiment([5], learner).Run(store);
        // Two folds, two methods, each fitted once and on three inner folds.
        Assert.Equal(2 * 2 * 4, fits);
    }

    [Fact]
    public void A_cell_that_cannot_be_computed_says_why_and_the_others_go_on()
    {
        var tight = new TableMethod(new ComparisonMethod { Name = "tight" }, new Dictionary<string, string>(),
            _ => new MethodChoice(new Smote(new SmoteOptions { K = 50 }), "k stays"));
        var cells = new TableExperiment([Data], [TableMethod.None, tight], [(new LogisticRegression(), new Dictionary<string, string>())])
            .Run();
        Assert.All(cells.Where(c => c.Method == "none"), c => Assert.False(double.IsNaN(c.Metrics[MetricNames.Auroc])));
        Assert.All(cells.Where(c => c.Method == "tight"), c => Assert.True(double.IsNaN(c.Metrics[MetricNames.Auroc])
            && c.Notes[0] == "k stays" && c.Notes[1] is { Kind: CellNoteKind.NotComputed, Remedy: RemedyKind.FewerNeighbors }));
    }

    [Fact]
    public void A_fold_that_tests_on_what_it_trained_on_is_no_cell_but_an_error()
    {
        var children = new Smote(new SmoteOptions { K = 2 }).Resample(Rows, new RandomStream(0)).Table;
        TableFold[] leaks = [new(0, Rows, Rows.Select([0, 5, 11])),
            new(0, children.Select([.. Enumerable.Range(30, children.RowCount - 30)]), children.Select([.. Enumerable.Range(0, 30)]))];
        Assert.All(leaks, fold => Assert.Throws<LeakageException>(
            () => new TableExperiment([new TableDataSet("leaky", [fold])], [TableMethod.None],
                [(new LogisticRegression(), new Dictionary<string, string>())]).Run()));
    }

    [Fact]
    public void A_refused_fold_can_be_learned_from_as_it_is_and_says_so()
    {
        var tight = new TableMethod(new ComparisonMethod { Name = "tight" }, new Dictionary<string, string>(),
            _ => new MethodChoice(new Smote(new SmoteOptions { K = 50 })));
        var options = new TableExperimentOptions { Refusals = RefusalPolicy.KeepRows };
        var cells = new TableExperiment([Data], [TableMethod.None, tight], [(new LogisticRegression(), new Dictionary<string, string>())],
            options).Run();
        var auroc = cells.ToLookup(c => c.Method, c => c.Metrics[MetricNames.Auroc]);
        Assert.Equal(auroc["none"], auroc["tight"]);
        Assert.All(cells.Where(c => c.Method == "tight"), c => Assert.Equal(
            (CellNoteKind.Refused, RemedyKind.FewerNeighbors), (c.Notes[0].Kind, c.Notes[0].Remedy)));
    }

    [Fact]
    public void Class_weights_are_a_method_of_their_own()
    {
        var cells = new TableExperiment([Data], [TableMethod.None, TableMethod.ClassWeights],
            [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        var recall = cells.ToLookup(c => c.Method, c => c.Metrics[MetricNames.GeometricMean]);
        Assert.True(recall["weights"].Average() > recall["none"].Average());
        Assert.All(cells, c => Assert.Equal("logistic regression", c.Classifier));
    }

    [Fact]
    public void Logit_adjustment_finds_more_rare_rows_in_the_same_order_and_the_majority_none()
    {
        var cells = new TableExperiment([Data], [TableMethod.None, TableMethod.LogitAdjustment, TableMethod.Majority],
            [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        double Mean(string method, string metric) => cells.Where(c => c.Method == method).Average(c => c.Metrics[metric]);
        Assert.True(Mean("logit-adjustment", MetricNames.GeometricMean) > Mean("none", MetricNames.GeometricMean));
        Assert.Equal(Mean("none", MetricNames.Auroc), Mean("logit-adjustment", MetricNames.Auroc), 1e-12);
        Assert.Equal((0, 0.5), (Mean("majority", MetricNames.GeometricMean), Mean("majority", MetricNames.Auroc)));
    }

    [Fact]
    public void A_tuned_threshold_finds_more_rare_rows_and_leaves_their_order()
    {
        var cells = new TableExperiment([Data], [TableMethod.None, TableMethod.TunedThreshold],
            [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        var (gmean, auroc) = (cells.ToLookup(c => c.Method, c => c.Metrics[MetricNames.GeometricMean]),
            cells.ToLookup(c => c.Method, c => c.Metrics[MetricNames.Auroc]));
        Assert.True(gmean["threshold"].Average() > gmean["none"].Average());
        Assert.Equal(auroc["none"], auroc["threshold"]);
    }

    [Fact]
    public void Methods_that_take_the_same_models_share_their_fits()
    {
        var fits = 0;
        TableMethod[] methods = [TableMethod.None, TableMethod.TunedThreshold, TableMethod.LogitAdjustment];
        var cells = new TableExperiment([Data], methods, [(new Counting(() => fits++), new Dictionary<string, string>())]).Run();
        Assert.Equal((2 * 4, 6), (fits, cells.Count));
        var g = cells.ToLookup(c => c.Method, c => (Plain: c.Metrics[MetricNames.GeometricMean],
            Tuned: c.Metrics[MetricNames.Tuned(MetricNames.GeometricMean)]));
        Assert.Equal(g["none"].Select(v => v.Tuned), g["threshold"].Select(v => v.Plain));
        Assert.Equal(g["threshold"].Select(v => v.Tuned), g["threshold"].Select(v => v.Plain));
        Assert.All(cells, c => Assert.InRange(c.Inner![MetricNames.Tuned(MetricNames.MacroF1)].Value, 0, 1));
    }

    [Fact]
    public void Without_inner_folds_nothing_is_tuned()
    {
        var options = new TableExperimentOptions { InnerFolds = 0 };
        var cells = new TableExperiment([Data], [TableMethod.None, TableMethod.TunedThreshold],
            [(new LogisticRegression(), new Dictionary<string, string>())], options).Run();
        Assert.All(cells, c => Assert.True(c.Inner is null && !c.Metrics.ContainsKey(MetricNames.Tuned(MetricNames.GeometricMean))));
        Assert.ThrowsAny<ArgumentException>(() => new TableExperimentOptions { InnerFolds = 1 }.Validate());
    }

    [Fact]
    public void Several_classes_have_a_tuned_decision_too()
    {
        var random = new RandomStream(3);
        var labels = new Labels("y", ["a", "b", "c"], [.. Enumerable.Range(0, 240).Select(i => i % 16 == 0 ? 2 : i % 4 == 0 ? 1 : 0)]);
        var table = new Table([new NumericColumn("x", [.. labels.Codes.ToArray().Select(y => (y == 1 ? 1.2 : 0) + random.NextNormal())]),
            new NumericColumn("z", [.. labels.Codes.ToArray().Select(y => (y == 2 ? 1.8 : 0) + random.NextNormal())])]).With(labels);
        var data = TableDataSet.FromSplits("three", table, StratifiedKFold.Of(labels.Codes, 4, new RandomStream(1)));
        var cells = new TableExperiment([data], [TableMethod.None, TableMethod.TunedThreshold],
            [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        double Mean(string method, string metric) => cells.Where(c => c.Method == method).Average(c => c.Metrics[metric]);
        Assert.True(Mean("threshold", MetricNames.GeometricMean) > Mean("none", MetricNames.GeometricMean) + 0.1);
        Assert.Equal(Mean("none", MetricNames.Auroc), Mean("threshold", MetricNames.Auroc));
    }

    [Fact]
    public void Folds_without_the_rare_class_have_no_value_of_what_needs_it()
    {
        // Two sick patients of forty: three of five folds test healthy ones alone. The honest G-mean of a model that finds nobody is 0, not
        // 0.6.
        var random = new RandomStream(11);
        int[] patient = [.. Enumerable.Range(0, 400).Select(i => i / 10)], y = [.. patient.Select(p => p < 2 ? 1 : 0)];
        var table = new Table([new NumericColumn("x1", [.. y.Select(_ => random.NextNormal())]),
            new NumericColumn("x2", [.. y.Select(_ => random.NextNormal())]),
            new CategoricalColumn("patient", [.. Enumerable.Range(0, 40).Select(p => $"P{p:00}")], patient)])
                .With(new Labels("y", ["well", "sick"], y)).WithGroups("patient");
        var data = TableDataSet.FromSplits("patients", table, StratifiedGroupKFold.Of(y, patient, 5, new RandomStream(0)));
        var cells = new TableExperiment([data], [TableMethod.None, TableMethod.ClassWeights],
            [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        var none = cells.Where(c => c.Method == "none").ToArray();
        Assert.All(new[] { MetricNames.GeometricMean, MetricNames.MacroF1, MetricNames.BalancedAccuracy, MetricNames.MatthewsCorrelation,
            MetricNames.AveragePrecision, MetricNames.Auroc },
            metric => Assert.Equal(3, none.Count(c => double.IsNaN(c.Metrics[metric]))));
        Assert.Equal([0, 0], none.Select(c => c.Metrics[MetricNames.GeometricMean]).Where(v => !double.IsNaN(v)));
        Assert.Equal(3, none.Count(c => c.Notes.Any(n => n.Text.StartsWith("class 'sick' has no row in the test split",
            StringComparison.Ordinal))));
        var comparison = new Comparison { Title = "t", Created = new(2026, 1, 1), Pairing = Pairing.DataSets,
            Scenarios = [new() { Name = "patients", TestShare = 0.25 }],
            Methods = [TableMethod.None.Description, TableMethod.ClassWeights.Description], Cells = cells };
        Assert.Equal(0, ComparisonAnalysis.Means(comparison, MetricNames.GeometricMean)["none"]["patients"]);
        Assert.Contains("Left out: 3 of 5 test splits lack a class, and G-mean has no value there.",
            Counterpoise.Verdicts.Verdict.Of(comparison).Sentences);
    }

    [Fact]
    public void A_metric_of_your_own_is_kept_beside_the_others()
    {
        var options = new TableExperimentOptions { ExtraMetrics =
            [new Counterpoise.Metrics.MisclassificationCost(new double[,] { { 0, 1 }, { 10, 0 } })] };
        var cells = new TableExperiment([Data], [TableMethod.None], [(new LogisticRegression(), new Dictionary<string, string>())], options)
            .Run();
        Assert.All(cells, c => Assert.InRange(c.Metrics["mean_cost"], 0, 10));
    }

    [Fact]
    public void Other_data_are_another_hash()
    {
        var changed = Rows.With([new NumericColumn("a", [.. ((NumericColumn)Rows["a"]).Values.ToArray()
            .Select((v, i) => i == 7 ? v + 1e-12 : v)]), Rows["b"]]);
        var same = TableDataSet.FromFolds("cards", Rows, [[.. Enumerable.Range(0, 30)], [.. Enumerable.Range(30, 30)]]);
        Assert.Equal(Data.Fingerprint, same.Fingerprint);
        Assert.NotEqual(Data.Fingerprint, TableDataSet.FromFolds("cards", changed,
            [[.. Enumerable.Range(0, 30)], [.. Enumerable.Range(30, 30)]]).Fingerprint);
        Assert.NotEqual(Data.Fingerprint, TableDataSet.FromFolds("cards", Rows,
            [[.. Enumerable.Range(0, 29)], [.. Enumerable.Range(29, 31)]]).Fingerprint);
    }

    [Fact]
    public void Faults_are_told_before_anything_runs()
    {
        Assert.Contains("two methods are named 'none'", Assert.Throws<ArgumentException>(() =>
            new TableExperiment([Data], [TableMethod.None, TableMethod.None],
            [(new LogisticRegression(), new Dictionary<string, string>())])).Message);
        Assert.Contains("no data sets", Assert.Throws<ArgumentException>(() => new TableExperiment([], [TableMethod.None], [])).Message);
        Assert.ThrowsAny<ArgumentException>(() => new TableExperimentOptions { Seeds = [1, 1] }.Validate());
        Assert.Contains("has no fold", Assert.Throws<ArgumentException>(() => new TableDataSet("d", [])).Message);
    }

    private static TableExperiment Experiment(ulong[] seeds, IClassifier? classifier = null, int threads = 1)
    {
        var smote = new TableMethod(new ComparisonMethod { Name = "smote" }, new Dictionary<string, string> { ["k"] = "3" },
            _ => new MethodChoice(new Smote(new SmoteOptions { K = 3 })));
        return new TableExperiment([Data], [TableMethod.None, smote],
            [(classifier ?? new LogisticRegression(), new Dictionary<string, string>())],
            new TableExperimentOptions { Seeds = seeds, Threads = threads });
    }

    /// <summary>Logistic regression under its own name that counts its fits.</summary>
    private sealed class Counting(Action onFit) : IClassifier
    {
        private readonly IClassifier _inner = new LogisticRegression();

        public string Name => _inner.Name;

        public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
            IRandomSource random, CancellationToken cancellationToken = default)
        {
            onFit();
            return _inner.Fit(features, labels, classCount, weights, random, cancellationToken);
        }
    }
}
