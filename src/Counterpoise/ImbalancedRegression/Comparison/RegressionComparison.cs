using Counterpoise.Comparisons;
using Counterpoise.Numerics;
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

    private sealed class Fold
    {
        private readonly RegressionComparisonOptions _options;
        private readonly int _number;
        private readonly RegressionTrainingSet _training;
        private readonly DenseMatrix _test;
        private readonly double[] _true;
        private readonly RelevanceFunction? _relevance;

        public Fold(Table table, double[] targets, Split split, int number, RegressionComparisonOptions options)
        {
            double[] own = [.. split.Train.Select(i => targets[i])];
            (_options, _number, _true) = (options, number, [.. split.Test.Select(i => targets[i])]);
            _training = new(table.Select(split.Train), own, options.Resampling, options.Smoothing,
                purpose => new RandomStream(options.Seed, purpose, (ulong)number));
            _test = _training.Preparation.Apply(table.Select(split.Test));
            try
            {
                _relevance = options.Resampling.Relevance ?? RelevanceFunction.Of(own, options.Side);
            }
            catch (ArgumentException)
            {
                // The rare rows all lie in the test split: nothing that heeds them has a value in this fold.
            }
        }

        public LearnedRegressionRows AsTheyAre => _training.AsTheyAre;

        public LearnedRegressionRows Rows(RegressionMethod method, CancellationToken cancellationToken)
        {
            if (method.UsesWeights)
                return _training.Weighted();
            if (_relevance is null)
                return method.Resampler is null ? AsTheyAre
                    : AsTheyAre with { Notes = ["rows left as they are: no training target of this fold is rare"] };
            try
            {
                return _training.Rows(method, _relevance, cancellationToken);
            }
            catch (ArgumentException refusal)
            {
                return AsTheyAre with { Notes = [$"rows left as they are: {refusal.Message}"] };
            }
        }

        public RegressionCell Cell(RegressionMethod method, IRegressor regressor, LearnedRegressionRows rows,
            CancellationToken cancellationToken)
        {
            var note = rows.Notes is [var first, ..] ? first : null;
            using var fitted = _training.Fit(regressor, rows, cancellationToken);
            var predictions = fitted.Predict(_test);
            if (_relevance is null)
                return new RegressionCell(method.Name, regressor.Name, _number, new Dictionary<string, double>(), [], note);
            if (method == RegressionMethod.PostHoc)
                predictions = _training.Line(regressor, _relevance, cancellationToken).Correct(predictions);
            var evaluation = RegressionEvaluation.Of(_true, predictions, _relevance);
            return new RegressionCell(method.Name, regressor.Name, _number,
                RegressionMetrics.Of(evaluation, _true, predictions, _relevance, _options.Resampling.Threshold), evaluation.Bins, note);
        }
    }
}
