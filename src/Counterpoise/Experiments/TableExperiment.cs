using System.Diagnostics;
using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Experiments;

/// <summary>
/// Tries every method with every classifier on every fold of every data set, each with the same splits and draws, and keeps each
/// finished cell under its hash, so that an interrupted experiment goes on where it stopped. Within a fold preparation, resampling
/// and learning see the training rows only. With two classes the rarer one of all training rows is the positive class.
/// </summary>
public sealed class TableExperiment
{
    // Part of every hash: raised when the protocol itself changes, so that old cells are not mixed with new ones.
    private const string Protocol = "2";

    private readonly IReadOnlyList<TableDataSet> _dataSets;
    private readonly IReadOnlyList<TableMethod> _methods;
    private readonly IReadOnlyList<(IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)> _classifiers;
    private readonly TableExperimentOptions _options;

    /// <summary>Creates an experiment.</summary>
    /// <param name="dataSets">Data sets with different names.</param>
    /// <param name="methods">Methods with different names.</param>
    /// <param name="classifiers">Classifiers with different names, each with everything that determines it.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">A list is empty, a name stands twice, or an option is out of range.</exception>
    public TableExperiment(IReadOnlyList<TableDataSet> dataSets, IReadOnlyList<TableMethod> methods, IReadOnlyList<(IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)> classifiers, TableExperimentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSets);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(classifiers);
        RequireNames("data sets", dataSets.Select(d => d.Name));
        RequireNames("methods", methods.Select(m => m.Description.Name));
        RequireNames("classifiers", classifiers.Select(c => c.Classifier.Name));
        _options = options ?? new TableExperimentOptions();
        _options.Validate();
        (_dataSets, _methods, _classifiers) = (dataSets, methods, classifiers);
    }

    /// <summary>Number of cells.</summary>
    public int CellCount => _dataSets.Sum(d => d.Folds.Count) * _methods.Count * _classifiers.Count * _options.Seeds.Count;

    /// <summary>Computes what is not finished yet.</summary>
    /// <param name="store">Where finished cells are kept, or null to keep none.</param>
    /// <param name="progress">Is told the number of finished cells.</param>
    /// <param name="cancellationToken">Ends the work between cells; finished ones stay in the store.</param>
    /// <returns>All cells; one that cannot be computed, such as SMOTE on a class of one row, has metrics of NaN and a note.</returns>
    public IReadOnlyList<ComparisonCell> Run(CellStore? store = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var work = (from data in _dataSets from fold in data.Folds from seed in _options.Seeds from method in _methods from classifier in _classifiers select (data, fold, seed, method, classifier)).ToArray();
        var cells = new ComparisonCell[work.Length];
        var finished = 0;
        Parallel.For(0, work.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken }, i =>
        {
            var (data, fold, seed, method, (classifier, settings)) = work[i];
            var hash = Hash(data, fold, seed, method, classifier, settings);
            if (store?.Find(hash) is { } kept)
            {
                cells[i] = kept;
            }
            else
            {
                cells[i] = Compute(data, fold, seed, method, classifier, hash, cancellationToken);
                store?.Keep(cells[i]);
            }

            progress?.Report(Interlocked.Increment(ref finished));
        });
        return cells;
    }

    /// <summary>The scenarios of a comparison made of these data sets: name, rows and classes.</summary>
    public IReadOnlyList<ComparisonScenario> Scenarios() => [.. _dataSets.Select(d =>
    {
        // Folds forward in time grow: the last shows the data best.
        var training = d.Folds.MaxBy(f => f.Training.RowCount)!.Training.RequireLabels().ClassCounts();
        var rows = d.Folds.SelectMany(f => f.Training.RowIds.ToArray().Concat(f.Test.RowIds.ToArray())).Distinct().Count();
        var ratio = training.Max() / (double)Math.Max(1, training.Where(c => c > 0).Min());
        return new ComparisonScenario
        {
            Name = d.Name,
            Description = string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {d.Folds[0].Training.Columns.Count} columns, imbalance ratio {ratio:0.0}"),
            ClassNames = d.ClassNames,
            TrainCounts = training,
            TestShare = d.Folds.Average(f => f.Test.RowCount / (double)f.Training.RowCount),
        };
    })];

    private static void RequireNames(string what, IEnumerable<string> names)
    {
        var all = names.ToArray();
        if (all.Length == 0)
            throw new ArgumentException($"there are no {what}; expected at least one");
        if (all.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"two {what} are named '{twice.Key}'; names must be unique");
    }

    private string Hash(TableDataSet data, TableFold fold, ulong seed, TableMethod method, IClassifier classifier, IReadOnlyDictionary<string, string> settings) => ConfigHash.Of(
    [
        new("protocol", Protocol), new("data", data.Fingerprint), new("data set", data.Name), new("fold", $"{fold.Fold}"), new("seed", $"{seed}"),
        new("method", method.Description.Name), new("classifier", classifier.Name), new("metrics", string.Join(',', _options.Metrics)), new("refusals", $"{_options.Refusals}"),
        .. method.Settings.Select(s => new KeyValuePair<string, string>($"method.{s.Key}", s.Value)),
        .. settings.Select(s => new KeyValuePair<string, string>($"classifier.{s.Key}", s.Value)),
    ]);

    private ComparisonCell Compute(TableDataSet data, TableFold fold, ulong seed, TableMethod method, IClassifier classifier, string hash, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var (evaluation, notes) = Try(data, fold, method, classifier, seed, cancellationToken);
        return new ComparisonCell
        {
            Scenario = data.Name,
            Method = method.Description.Name,
            Classifier = classifier.Name,
            Seed = (long)seed,
            Fold = fold.Fold,
            ConfigHash = hash,
            Metrics = _options.Metrics.ToDictionary(m => m, m => evaluation?.Value(m) ?? double.NaN),
            Seconds = watch.Elapsed.TotalSeconds,
            Notes = notes,
        };
    }

    private (Evaluation? Evaluation, IReadOnlyList<string> Notes) Try(TableDataSet data, TableFold fold, TableMethod method, IClassifier classifier, ulong seed, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        try
        {
            var choice = method.Create(fold.Training.RequireLabels().ClassCounts());
            if (choice.Note is { } note)
                notes.Add(note);
            var learner = choice.Learner?.Invoke(classifier) ?? classifier;
            try
            {
                return (Evaluate(data, fold, choice.Resampler, learner, seed, notes, cancellationToken), notes);
            }
            catch (ArgumentException refusal) when (choice.Resampler is not null && _options.Refusals == RefusalPolicy.KeepRows)
            {
                notes.Add($"refused, so the rows were left as they are: {refusal.Message}");
                return (Evaluate(data, fold, null, learner, seed, notes, cancellationToken), notes);
            }
        }
        catch (ArgumentException error)
        {
            return (null, [.. notes, $"not computed: {error.Message}"]);
        }
    }

    private static Evaluation Evaluate(TableDataSet data, TableFold fold, IResampler? resampler, IClassifier classifier, ulong seed, List<string> notes, CancellationToken cancellationToken)
    {
        // Every method sees the same draws: what differs between cells of a fold is the method alone.
        using var fitted = new ResamplingPipeline(resampler, classifier).Fit(
            fold.Training, new RandomStream(seed, "resample", (ulong)fold.Fold), new RandomStream(seed, "learn", (ulong)fold.Fold), cancellationToken);
        notes.AddRange(fitted.Resampled?.Notes ?? []);
        notes.AddRange(fitted.Preparation.DroppedColumns.Select(c => $"column '{c}' has no value in the training rows and was left out"));
        return fitted.Evaluate(fold.Test, new EvaluationOptions { PositiveClass = data.PositiveClass, CurvePoints = 0 }, cancellationToken);
    }
}
