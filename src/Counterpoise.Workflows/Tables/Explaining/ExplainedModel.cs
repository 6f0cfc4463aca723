using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Explanations;
using Counterpoise.FeatureSelection;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using Counterpoise.Tabular.RgNet;

namespace Counterpoise.Workflows.Tables;

/// <summary>A classifier on the training rows of one seed, and what it says of the test rows.</summary>
internal sealed class ExplainedModel : IDisposable
{
    private readonly IFittedClassifier _model;
    private readonly FeaturePreparation _preparation;
    private readonly DenseMatrix _training, _test;
    private readonly IReadOnlyList<Range> _groups;
    private readonly TableExplainingOptions _options;
    private readonly ulong _seed;

    private ExplainedModel(IFittedClassifier model, FeaturePreparation preparation, Table training, Table test, int[] testRows,
        IReadOnlyList<ColumnScore> selection, TableExplainingOptions options, ulong seed)
    {
        (_model, _preparation, Test, TestRows, Selection, _options, _seed) = (model, preparation, test, testRows, selection, options, seed);
        (_training, _test) = (preparation.Apply(training), preparation.Apply(test));
        Columns = [.. test.Without([.. preparation.DroppedColumns]).Columns.Select(c => c.Name)];
        _groups = ColumnGroups.Complete(preparation.CategoryColumns, _test.Columns);
        Probabilities = model.PredictProbabilities(_test);
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The test rows, with the selected columns.</summary>
    public Table Test { get; }

    /// <summary>Where the test rows stand in the table.</summary>
    public int[] TestRows { get; }

    public double[] Probabilities { get; }

    public IReadOnlyList<ColumnScore> Selection { get; }

    public string Output => _model is BoostedTrees { ClassCount: 2 } ? "log-odds" : _model is BoostedTrees ? "score before softmax"
        : "probability";

    public static ExplainedModel Fit(Table table, TableExplainingOptions options, ulong seed, CancellationToken cancellationToken)
    {
        var labels = table.RequireLabels();
        var split = Counterpoise.Splits.StratifiedSplit.Of(labels.Codes, options.TestShare, 0, new RandomStream(seed, "explain split"),
            Counterpoise.Splits.MissingClassPolicy.Warn, labels.Classes);
        var (training, test) = (table.Select(split.Train), table.Select(split.Test));
        IReadOnlyList<ColumnScore> selection = [];
        if (options.SelectsColumns)
        {
            selection = PcaInformationGain.Rank(MedianImputer.Fit(training).Apply(training));
            (training, test) = (PcaInformationGain.Select(training, selection), PcaInformationGain.Select(test, selection));
        }

        var learner = TableLearners.Find(options.Classifier);
        var given = Counterpoise.Methods.MethodVariants.OptionsOf(learner.Name, options.Options);
        var (classifier, _) = learner.Bind(given);
        var preparation = FeaturePreparation.Fit(training);
        var model = classifier.WithCategories(preparation.CategoryColumns)
            .Fit(preparation.Apply(training), training.RequireLabels().Codes, labels.Classes.Count, training.Weights,
                new RandomStream(seed, "explain learn"), cancellationToken);
        return new ExplainedModel(model, preparation, training, test, split.Test, selection, options, seed);
    }

    /// <summary>Average precision of a class on all test rows, and its share.</summary>
    public (double AveragePrecision, double Share) Judge(int focus)
    {
        var codes = Test.RequireLabels().Codes.ToArray();
        var classes = _model.ClassCount;
        var positives = codes.Count(c => c == focus);
        return positives == 0 || positives == codes.Length ? (double.NaN, (double)positives / codes.Length)
            : (AveragePrecision.Of(codes, [.. codes.Select((_, i) => Probabilities[(i * classes) + focus])], focus),
                (double)positives / codes.Length);
    }

    /// <summary>Shapley values of test rows.</summary>
    public Attribution Explain(int[] rows, CancellationToken cancellationToken)
    {
        var chosen = _test.SelectRows(rows);
        if (_model is BoostedTrees trees)
        {
            return trees.Explain(chosen);
        }

        var random = new RandomStream(_seed, "explain");
        int[] all = [.. Enumerable.Range(0, _training.Rows)];
        random.Shuffle<int>(all);
        var background = _training.SelectRows(all.AsSpan(0, Math.Min(_options.Background, all.Length)));
        return new KernelShap(_model.PredictProbabilities, background, _groups).Explain(chosen, random, cancellationToken);
    }

    /// <summary>The rows at every scale of a network that has such; else nothing.</summary>
    public IReadOnlyList<DenseMatrix> Flow(int[] rows) => _model is FittedScaleNetwork network ? network.Flow(_test.SelectRows(rows)) : [];

    public void Dispose() => (_model as IDisposable)?.Dispose();
}
