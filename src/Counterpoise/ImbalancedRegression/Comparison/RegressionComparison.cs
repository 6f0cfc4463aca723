using Counterpoise.Comparisons;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Methods for imbalanced regression side by side with each regressor, on equal folds: does any of them predict rare targets better than
/// the same regressor on the rows as they are, its predictions corrected by a line?
/// </summary>
/// <remarks>
/// Within each fold missing values are filled, categories encoded, columns standardised, rows resampled or weighted, regressors fitted and
/// relevance learned on the training split alone. Differences are judged by the corrected resampled t test with Holm's correction over all
/// methods and regressors.
/// </remarks>
public sealed class RegressionComparison
{
    private const int InnerFolds = 3;

    private RegressionComparison(IReadOnlyList<RegressionCell> cells, double testShare) => (Cells, TestShare) = (cells, testShare);

    /// <summary>All results.</summary>
    public IReadOnlyList<RegressionCell> Cells { get; }

    /// <summary>Test rows over training rows of a fold, on average.</summary>
    public double TestShare { get; }

    /// <summary>Names of the regressors in their order, the mean first.</summary>
    public IReadOnlyList<string> Regressors => [.. Cells.Select(c => c.Regressor).Distinct()];

    /// <summary>Names of the methods in their order.</summary>
    public IReadOnlyList<string> Methods => [.. Cells.Select(c => c.Method).Distinct()];

    /// <summary>Compares.</summary>
    /// <param name="table">The features, with groups or times where folds heed them; at least two rows a fold.</param>
    /// <param name="targets">The target of each row, finite, [rows].</param>
    /// <param name="options">What is compared; null takes the defaults.</param>
    /// <param name="progress">Told how many cells are done of how many; null for nobody.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, a target is not finite, there are too few rows, or no target is rare.
    /// </exception>
    public static RegressionComparison Run(Table table, IReadOnlyList<double> targets, RegressionComparisonOptions? options = null,
        IProgress<(int Done, int All)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        options ??= new RegressionComparisonOptions();
        options.Validate();
        double[] y = [.. targets];
        if (y.Length != table.RowCount)
            throw new ArgumentException($"found {y.Length} targets for {table.RowCount} rows; expected one per row", nameof(targets));
        Samples.Require(y, 1);
        // What is rare in the whole is asked first, so that a target without extremes is refused at once.
        _ = options.Resampling.Relevance ?? RelevanceFunction.Of(y, options.Side);
        var folds = RegressionFolds.Of(table, y, options.Folds, options.Repeats, options.Seed);
        RegressionMethod[] cheap = [RegressionMethod.None, RegressionMethod.PostHoc];
        RegressionMethod[] methods = [.. cheap, .. options.Methods.Except(cheap)];
        var all = folds.Count * (cheap.Length + (methods.Length * options.Regressors.Count));
        var cells = new List<RegressionCell>();
        foreach (var (number, split) in folds.Index())
        {
            var fold = new Fold(table, y, split, number, options);
            cells.AddRange(cheap.Select(m => fold.Cell(m, new MeanRegression(), fold.AsTheyAre, cancellationToken)));
            foreach (var method in methods)
            {
                var rows = fold.Rows(method, cancellationToken);
                foreach (var regressor in options.Regressors)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    cells.Add(fold.Cell(method, regressor, rows, cancellationToken));
                    progress?.Report((cells.Count, all));
                }
            }
        }

        return new RegressionComparison(cells, folds.Average(f => f.Test.Length / (double)f.Train.Length));
    }

    /// <summary>A metric of a pipeline by fold, without folds that have no value.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="regressor">Name of the regressor.</param>
    /// <param name="metric">A key of <see cref="RegressionMetrics"/>.</param>
    public double[] Values(string method, string regressor, string metric) =>
        [.. Cells.Where(c => c.Method == method && c.Regressor == regressor && c.Metrics.ContainsKey(metric))
            .Select(c => c.Metrics[metric])];

    /// <summary>
    /// Each method less the cheap control with the same regressor, in relevance-weighted error, in the order of the cells.
    /// </summary>
    /// <param name="control">The control; <see cref="RegressionMethod.PostHoc"/> where null.</param>
    public IReadOnlyList<RegressionDifference> Differences(RegressionMethod? control = null)
    {
        var against = (control ?? RegressionMethod.PostHoc).Name;
        string[] cheap = [RegressionMethod.None.Name, RegressionMethod.PostHoc.Name];
        var pairs = (from regressor in Regressors
            from method in Methods
            where method != against && (control is not null || !cheap.Contains(method))
                && Cells.Any(c => c.Method == method && c.Regressor == regressor)
            select (Method: method, Regressor: regressor, Values: Paired(method, against, regressor))).ToArray();
        var adjusted = Holm.Adjust([.. pairs.Select(p =>
            p.Values.Length < 2 ? double.NaN : CorrectedResampledTest.Of(p.Values, TestShare).PValue)]);
        return [.. pairs.Select((p, i) =>
        {
            var interval = p.Values.Length < 2 ? null : CorrectedResampledTest.Interval(p.Values, TestShare);
            var mean = p.Values.Length == 0 ? double.NaN : p.Values.Average();
            return new RegressionDifference(p.Method, against, p.Regressor, mean, interval, adjusted[i],
                VerdictRule.Of(interval, adjusted[i], lowerIsBetter: true));
        })];
    }

    private double[] Paired(string method, string control, string regressor)
    {
        var plain = Cells.Where(c => c.Method == control && c.Regressor == regressor)
            .ToDictionary(c => c.Fold, c => c.Metrics);
        return [.. Cells.Where(c => c.Method == method && c.Regressor == regressor
                && c.Metrics.ContainsKey(RegressionMetrics.RelevanceWeighted)
                && plain.GetValueOrDefault(c.Fold)?.ContainsKey(RegressionMetrics.RelevanceWeighted) == true)
            .Select(c => c.Metrics[RegressionMetrics.RelevanceWeighted] - plain[c.Fold][RegressionMetrics.RelevanceWeighted])];
    }

    /// <summary>Training rows as one regressor or another learns from them.</summary>
    private sealed record Learned(DenseMatrix Features, double[] Targets, double[] Weights, string? Note);

    private sealed class Fold
    {
        private readonly RegressionComparisonOptions _options;
        private readonly int _number;
        private readonly Table _training;
        private readonly FeaturePreparation _preparation;
        private readonly DenseMatrix _test;
        private readonly double[] _targets;
        private readonly double[] _true;
        private readonly RelevanceFunction? _relevance;

        public Fold(Table table, double[] targets, Split split, int number, RegressionComparisonOptions options)
        {
            (_options, _number, _training) = (options, number, table.Select(split.Train));
            (_targets, _true) = ([.. split.Train.Select(i => targets[i])], [.. split.Test.Select(i => targets[i])]);
            _preparation = FeaturePreparation.Fit(_training);
            _test = _preparation.Apply(table.Select(split.Test));
            try
            {
                _relevance = options.Resampling.Relevance ?? RelevanceFunction.Of(_targets, options.Side);
            }
            catch (ArgumentException)
            {
                // The rare rows all lie in the test split: nothing that heeds them has a value in this fold.
            }

            AsTheyAre = new Learned(_preparation.Apply(_training), _targets, [], null);
        }

        public Learned AsTheyAre { get; }

        public Learned Rows(RegressionMethod method, CancellationToken cancellationToken)
        {
            if (method.UsesWeights)
                return AsTheyAre with { Weights = LabelDistributionSmoothing.Weights(_targets, _options.Smoothing) };
            if (method.Resampler is null)
                return AsTheyAre;
            if (_relevance is null)
                return AsTheyAre with { Note = "rows left as they are: no training target of this fold is rare" };
            var scaled = _preparation.Scale(_training);
            var resampler = method.Resampler(_options.Resampling with
            {
                Relevance = _relevance,
                Categorical = [.. scaled.Columns.Index().Where(c => c.Item.Kind == ColumnKind.Categorical).Select(c => c.Index)],
            });
            try
            {
                var result = resampler.Resample(scaled.ToCodedMatrix(), _targets, Draws("resample"), cancellationToken);
                return new Learned(_preparation.Encode(scaled.FromCodedMatrix(result.Features)), result.Targets, [],
                    result.Notes is [var note, ..] ? note : null);
            }
            catch (ArgumentException refusal)
            {
                return AsTheyAre with { Note = $"rows left as they are: {refusal.Message}" };
            }
        }

        public RegressionCell Cell(RegressionMethod method, IRegressor regressor, Learned rows, CancellationToken cancellationToken)
        {
            using var fitted = regressor.Fit(rows.Features, rows.Targets, rows.Weights, Draws("learn"), cancellationToken);
            var predictions = fitted.Predict(_test);
            if (method == RegressionMethod.PostHoc && _relevance is not null)
                predictions = Line(regressor, cancellationToken).Correct(predictions);
            if (_relevance is null)
                return new RegressionCell(method.Name, regressor.Name, _number, new Dictionary<string, double>(), [], rows.Note);
            var evaluation = RegressionEvaluation.Of(_true, predictions, _relevance);
            return new RegressionCell(method.Name, regressor.Name, _number,
                RegressionMetrics.Of(evaluation, _true, predictions, _relevance, _options.Resampling.Threshold), evaluation.Bins,
                rows.Note);
        }

        /// <summary>The line through predictions of training rows that were held out.</summary>
        private RelevanceLine Line(IRegressor regressor, CancellationToken cancellationToken)
        {
            var (features, held) = (AsTheyAre.Features, new double[_targets.Length]);
            foreach (var split in RegressionFolds.Dealt(_targets, InnerFolds, Draws("inner split")))
            {
                using var fitted = regressor.Fit(features.SelectRows(split.Train), [.. split.Train.Select(i => _targets[i])], [],
                    Draws("learn"), cancellationToken);
                foreach (var (row, prediction) in split.Test.Zip(fitted.Predict(features.SelectRows(split.Test)))) held[row] = prediction;
            }

            return RelevanceLine.Fit(held, _targets, _relevance!);
        }

        private RandomStream Draws(string purpose) => new(_options.Seed, purpose, (ulong)_number);
    }
}
