using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tests.Pipelines;

namespace Counterpoise.Tests.Experiments;

public class ComposedMethodsTests
{
    private static readonly TableDataSet Data =
        TableDataSet.FromFolds("cards", ResamplingPipelineTests.Cards(60), [[.. Enumerable.Range(0, 30)], [.. Enumerable.Range(30, 30)]]);

    [Fact]
    public void Sampler_weights_and_threshold_compose_and_share_the_models_of_all_but_the_decision()
    {
        string[] names = ["smote/wce", "smote/wce/threshold", "smote/wce/post-hoc-la", "smote"];
        var experiment = Experiment(names);
        Assert.Equal(2 * 2, experiment.Plan().Count);
        var cells = experiment.Run();
        Assert.Equal(names, cells.Where(c => c.Fold == 0).Select(c => c.Method).Order(StringComparer.Ordinal)
            .Order(Comparer<string>.Create((a, b) => Array.IndexOf(names, a) - Array.IndexOf(names, b))));
        double[] Of(string method, string metric) => [.. cells.Where(c => c.Method == method).Select(c => c.Metrics[metric])];
        Assert.Equal(Of("smote/wce", MetricNames.Auroc), Of("smote/wce/threshold", MetricNames.Auroc));
        Assert.Equal(Of("smote/wce", MetricNames.Tuned(MetricNames.MacroF1)), Of("smote/wce/threshold", MetricNames.MacroF1));
        // SMOTE has balanced the classes, so that weights of the classes change nothing more.
        Assert.Equal(Of("smote", MetricNames.Auroc), Of("smote/wce", MetricNames.Auroc));
    }

    [Fact]
    public void The_methods_of_the_library_have_the_results_of_their_names()
    {
        var classes = new TableExperiment(
            [Data], [TableMethod.None, TableMethod.ClassWeights, TableMethod.TunedThreshold, TableMethod.LogitAdjustment,
            TableMethod.Majority], [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        var names = Experiment(["none", "wce", "threshold", "post-hoc-la", "majority"]).Run();
        double Gmean(ComparisonCell cell) => cell.Metrics[MetricNames.GeometricMean];
        Assert.Equal(classes.OrderBy(c => c.Fold).ThenBy(Gmean).Select(Gmean), names.OrderBy(c => c.Fold).ThenBy(Gmean).Select(Gmean));
    }

    [Fact]
    public void Two_variants_of_a_method_have_names_of_their_own_and_the_default_spelt_out_is_no_variant()
    {
        var variants = MethodVariants.Parse(["smote"], [], ["smote-1=smote;k=1", "smote-5=smote;smote.k=5"]);
        var cells = new TableExperiment(
            [Data], [.. variants.Select(v => TableMethod.Of(v))], [(new LogisticRegression(), new Dictionary<string, string>())]).Run();
        var hashes = cells.Where(c => c.Fold == 0).ToDictionary(c => c.Method, c => c.ConfigHash);
        Assert.Equal(["smote", "smote-1", "smote-5"], hashes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(hashes["smote"], hashes["smote-5"]);
        Assert.NotEqual(hashes["smote"], hashes["smote-1"]);
    }

    [Theory]
    [InlineData("la", "write post-hoc-la")]
    [InlineData("focal", "write wce or cb")]
    [InlineData("ce+supcon", "contrastive loss")]
    [InlineData("crt", "last layer of a network")]
    [InlineData("ldam-drw", "epochs")]
    [InlineData("probe/la", "probe is for images")]
    [InlineData("majority/threshold", "nothing can be composed with it")]
    public void What_only_networks_can_do_is_refused_with_the_way_out(string name, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => TableMethod.Parse(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Neighbours_are_lowered_for_small_classes_unless_they_are_asked_for()
    {
        var choice = TableMethod.Parse("smote").Create([20, 4]);
        Assert.Equal("k lowered from 5 to 3: the rarest class has 4 training rows", choice.Note?.Text);
        Assert.Null(TableMethod.Parse("smote").Create([20, 8]).Note);
        Assert.Equal("k lowered from 5 to 3: the rarest class has 4 training rows",
            TableMethod.Parse("smote-enn").Create([20, 4]).Note?.Text);
        var asked = TableMethod.Of(MethodVariants.Parse(["smote"], ["smote.k=5"], [])[0]).Create([20, 4]);
        Assert.Null(asked.Note);
        var features = new DenseMatrix(24, 1);
        Assert.ThrowsAny<ArgumentException>(
            () => asked.Resampler!.Resample(features, [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 4)], new RandomStream(1)));
    }

    [Theory]
    [InlineData("smoet.k=3", "no method here has 'smoet' in its name: did you mean smote?")]
    [InlineData("k=3", "expected METHOD.OPTION=VALUE")]
    [InlineData("smote.k", "expected OPTION=VALUE")]
    public void An_option_of_no_method_is_refused(string option, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => MethodVariants.Parse(["smote"], [option], [])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_option_goes_to_all_methods_that_have_its_word_and_those_of_a_variant_win()
    {
        var variants = MethodVariants.Parse(["smote/wce", "none"], ["smote.k=3", "knn.k=9"], ["mine=smote/threshold;smote.k=7"], ["knn"]);
        Assert.Equal(["smote/wce", "ce", "smote/threshold"], variants.Select(v => v.Method.ToString()));
        Assert.Equal(["3", null, "7"], variants.Select(v => v.OptionsOf("smote").GetValueOrDefault("k")));
        Assert.Equal("4", Assert.Single(MethodVariants.Parse(["smote"], [], ["smote=smote;k=4"])).OptionsOf("smote")["k"]);
        Assert.Equal("9", MethodVariants.OptionsOf("knn", ["smote.k=3", "knn.k=9"])["k"]);
        Assert.Throws<ArgumentException>(() => MethodVariants.Parse(["smote"], ["smote.k=3", "smote.k=4"], []));
        Assert.Throws<ArgumentException>(() => MethodVariants.Parse(["smote"], [], ["smote=wce"]));
        Assert.Throws<ArgumentException>(() => MethodVariants.Parse([], [], ["a=smote/threshold;k=7;k=2"]));
        Assert.Throws<InvalidOptionsException>(() => TableMethod.Of(MethodVariants.Parse(["smote"], ["smote.q=3"], [])[0]));
    }

    [Fact]
    public void Class_balanced_weights_go_from_equal_rows_to_equal_classes()
    {
        double[] Weights(double beta)
        {
            var seen = new Seen();
            new EffectiveNumberWeighted(seen, new EffectiveNumberOptions { Beta = beta })
                .Fit(new DenseMatrix(4, 1), [0, 0, 0, 1], 2, default, new RandomStream(0));
            return seen.Weights;
        }

        Assert.All(Weights(0), w => Assert.Equal(1, w, 1e-12));
        // (1 − β^3)/(1 − β) = 1.75 for three rows at β = 0.5, 1 for one: weights 4/7 and 1, scaled by 2 / (11/7).
        Assert.Equal([8 / 11.0, 8 / 11.0, 8 / 11.0, 14 / 11.0], Weights(0.5).Select(w => Math.Round(w, 12)).Select(w => w), (a, b) =>
            Math.Abs(a - b) < 1e-9);
        var near = Weights(0.999999);
        Assert.Equal(3, near[3] / near[0], 1e-4);
        Assert.NotEqual(TableMethod.Parse("cb").Identity, TableMethod.Of(MethodVariants.Parse(["cb"], ["cb.beta=0.9"], [])[0]).Identity);
    }

    [Fact]
    public void Cells_of_tables_hold_confusion_counts_and_recalls()
    {
        var cell = Experiment(["none"]).Run()[0];
        Assert.Equal(30, cell.Confusion!.Sum(row => row.Sum()));
        Assert.Equal(2, cell.Classes.Count);
        Assert.All(cell.Classes, c => Assert.InRange(c.Recall.Value, c.Recall.Low, c.Recall.High));
    }

    private static TableExperiment Experiment(string[] names) =>
        new([Data], [.. names.Select(TableMethod.Parse)], [(new LogisticRegression(), new Dictionary<string, string>())]);

    /// <summary>Keeps the weights that it is given.</summary>
    private sealed class Seen : IClassifier
    {
        public double[] Weights { get; private set; } = [];

        public string Name => "seen";

        public IFittedClassifier Fit(
            DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
            CancellationToken cancellationToken = default)
        {
            Weights = weights.ToArray();
            return new ClassPrior().Fit(features, labels, classCount, default, random, cancellationToken);
        }
    }
}
