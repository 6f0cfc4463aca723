using System.Diagnostics;
using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Experiments;

/// <summary>
/// Tries every method with every classifier on every fold of every data set, each with the same splits and draws, and keeps each finished
/// cell under its hash, so that an interrupted experiment goes on where it stopped. Within a fold preparation, resampling and learning see
/// the training rows only, and decisions are tuned on inner folds of them. With two classes the minority class of all training rows is the
/// positive class. A metric that needs a class which the test split of a fold lacks has no value there.
/// </summary>
public sealed class TableExperiment
{
    // Part of every hash: raised when the protocol itself changes, so that old cells are not mixed with new ones.
    private const int Protocol = 4;

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
    public TableExperiment(
        IReadOnlyList<TableDataSet> dataSets, IReadOnlyList<TableMethod> methods,
        IReadOnlyList<(IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)> classifiers,
        TableExperimentOptions? options = null)
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

    /// <summary>What a comparison of these cells has to know of metrics of your own, see <see cref="Comparison.OwnMetrics"/>.</summary>
    public IReadOnlyList<MetricDescription> OwnMetrics => [.. _options.ExtraMetrics.Select(MetricDescription.Of)];

    /// <summary>
    /// The cells, and the work that they rest on: methods that take the same models share their fits, with all classifiers.
    /// </summary>
    public IReadOnlyList<PlannedFit> Plan()
    {
        // A tuned threshold costs no further fit, and all classifiers learn from the same resampled rows.
        var fits = _methods.GroupBy(m => ConfigHash.Of(m.FitSettings)).Select(g => g.ToArray()).ToArray();
        return [.. from data in _dataSets from fold in data.Folds from seed in _options.Seeds from fit in fits select Plan(
            new Work(data, fold, seed, fit))];
    }

    /// <summary>Computes what is not finished yet.</summary>
    /// <param name="store">Where finished cells are kept, or null to keep none.</param>
    /// <param name="progress">Is told the number of finished cells.</param>
    /// <param name="cancellationToken">Ends the work between cells; finished ones stay in the store.</param>
    /// <returns>All cells; one that cannot be computed, such as SMOTE on a class of one row, has metrics of NaN and a note.</returns>
    public IReadOnlyList<ComparisonCell> Run(
        CellStore? store = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        new ExperimentRunner(store, _options.Threads).Run(Plan(), progress is null ? null : new Counting(progress), cancellationToken);

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
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} rows, {d.Folds[0].Training.Columns.Count} columns, imbalance ratio "
                    + $"{ratio:0.0}{(d.ClassNames.Count == 2 ? $", positive class '{d.ClassNames[d.PositiveClass]}'" : "")}"),
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

    private PlannedFit Plan(Work work)
    {
        var places = (from c in _classifiers from m in work.Methods select new Place(
            work.Cell(m, c.Classifier, Key(work, m.CellSettings, [c])), c.Classifier, m)).ToArray();
        return new(Key(work, work.Methods[0].FitSettings, _classifiers), [.. places.Select(p => p.Cell)], (cells, token) =>
            Compute(work, [.. places.Where(p => cells.Contains(p.Cell))], token));
    }

    private ComparisonCell[] Compute(Work work, Place[] missing, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        IClassifier[] classifiers = [.. missing.Select(p => p.Classifier).Distinct()];
        var scores = new FoldFitting(_options, work.Methods[0], work.Seed, cancellationToken).Run(work.Fold, classifiers);
        var seconds = watch.Elapsed.TotalSeconds / missing.Length;
        var scoring = new CellScoring(work.Data, _options);
        return Array.ConvertAll(missing, place =>
        {
            watch.Restart();
            var (cell, classifier, method) = place;
            var empty = new ComparisonCell { Scenario = cell.Scenario, Method = cell.Method, Classifier = cell.Learner,
                Seed = (long)cell.Seed, Fold = cell.Fold, ConfigHash = cell.Key.Hash };
            var scored = scoring.Score(empty, work.Fold, method.Description, scores[Array.IndexOf(classifiers, classifier)]);
            return scored with { Seconds = seconds + watch.Elapsed.TotalSeconds };
        });
    }

    private CellKey Key(Work work, IEnumerable<KeyValuePair<string, string>> method,
        IEnumerable<(IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)> classifiers) => CellKey.Of("table", Protocol,
    [
        new("data", work.Data.Fingerprint), new("data_set", work.Data.Name), new("fold", $"{work.Fold.Fold}"), new("seed", $"{work.Seed}"),
        new("inner_folds", $"{_options.InnerFolds}"),
            new("refusals", _options.Refusals == RefusalPolicy.KeepRows ? "keep_rows" : "leave_out"),
        new("metrics", string.Join(',', _options.Metrics.Concat(_options.ExtraMetrics.Select(m => m.Name)))),
        new("classifiers", ConfigHash.Of(
            classifiers.SelectMany(
            c => c.Settings.Select(s => KeyValuePair.Create($"{c.Classifier.Name}.{s.Key}", s.Value))
            .Prepend(new(c.Classifier.Name, ""))))),
        .. method,
    ]);

    /// <summary>A cell with what it is computed of.</summary>
    private sealed record Place(PlannedCell Cell, IClassifier Classifier, TableMethod Method);

    /// <summary>Passes on the number of finished cells.</summary>
    private sealed class Counting(IProgress<int> progress) : IProgress<ExperimentEvent>
    {
        public void Report(ExperimentEvent value)
        {
            if (value.Cell is not null)
            {
                progress.Report(value.Finished);
            }
        }
    }

    /// <summary>The methods of one fold and seed that take the same models.</summary>
    private sealed record Work(TableDataSet Data, TableFold Fold, ulong Seed, TableMethod[] Methods)
    {
        public PlannedCell Cell(TableMethod method, IClassifier classifier, CellKey key) => new()
        {
            Scenario = Data.Name,
            Method = method.Description.Name,
            Learner = classifier.Name,
            Seed = Seed,
            Fold = Fold.Fold,
            Key = key,
        };
    }
}
