using System.Globalization;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.References;
using Counterpoise.Lifecycle.Drift.Streams;
using Counterpoise.Lifecycle.Estimates;
using Counterpoise.Numerics;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>
/// Takes rows and classes as they come. Windows are compared with the reference; classes, whenever they become known, go to the counts of
/// their window, to a detector of the minority's misses (HDDM-A) and to one of all errors (ADWIN).
/// </summary>
internal sealed class StreamWatcher
{
    /// <summary>Classes of rows that do not come would fill the memory.</summary>
    private const int MostUnclaimed = 100_000;

    private readonly WatchOptions _options;
    private readonly WatchReference _reference;
    private readonly (IFittedReferenceDetector Detector, DriftInputs Needs)[] _references;
    private readonly LabelFreeEstimator _estimator;
    private readonly HddmA _misses = new();
    private readonly Adwin _errors = new();
    private readonly double _level;
    private readonly int _minority;

    public StreamWatcher(WatchOptions options, WatchReference reference, WatchState state)
    {
        (_options, _reference, State) = (options, reference, state);
        var normal = reference.Window;
        var counts = Enumerable.Range(0, normal.ClassNames.Count).Select(c => normal.Labels!.Count(l => l == c)).ToArray();
        _minority = options.Minority is { } name
            ? normal.ClassNames.ToList().IndexOf(name) is var place and >= 0 ? place
                : throw new InvalidDataException(
                $"the minority is '{name}'; the classes of the reference are {string.Join(", ", normal.ClassNames)}")
            : Enumerable.Range(0, counts.Length).MinBy(c => counts[c]);
        IReferenceDetector[] detectors = [new PopulationStability(), new KolmogorovSmirnovDetector(), new PriorShift(),
            .. normal.Features.Columns == 0 ? Array.Empty<IReferenceDetector>() : [new ChiSquaredDetector(), new ClassStability()]];
        _references = [.. detectors.Select(d => (d.Fit(normal), d.Needs))];
        _level = options.Alpha.PerWindow() / detectors.Length;
        _estimator = LabelFreeEstimator.Fit(normal);
        ReferenceRecall = Recalls(normal);
        if (state.Detectors is [var misses, var errors])
        {
            _misses.SetState(misses);
            _errors.SetState(errors);
        }
    }

    public WatchState State { get; }

    public WatchReference Reference => _reference;

    public string Minority => _reference.ClassNames[_minority];

    public IReadOnlyDictionary<string, double> ReferenceRecall { get; }

    public WatchResult Result => new()
    {
        Rows = State.Rows,
        BadRows = State.BadRows,
        Labelled = State.Labelled,
        Minority = Minority,
        ReferenceRecall = ReferenceRecall,
        Windows = State.Windows,
        Alarms = State.Alarms,
    };

    /// <summary>Takes a row; gives the window that it completes, and the alarms it raises.</summary>
    public (WatchedWindow? Window, List<WatchAlarm> Alarms) Add(StreamRow row)
    {
        var alarms = new List<WatchAlarm>();
        var predicted = Decide(row.Probabilities);
        State.Rows++;
        State.Window.Add(row);
        State.Predicted.Add(predicted);
        var window = State.Windows.Count + 1;
        if (row.Label >= 0 && _options.LabelDelay > 0)
            State.Delayed.Enqueue([State.Rows + _options.LabelDelay, window, predicted, row.Label]);
        else if (row.Label >= 0)
            Learn(window, predicted, row.Label, alarms);
        else if (row.Id is { } id && State.Unclaimed.Remove(id, out var label))
            Learn(window, predicted, label, alarms);
        else if (row.Id is { } unknown && _options.Labels is not null)
            State.Awaited[unknown] = [window, predicted];
        while (State.Delayed.TryPeek(out var due) && due[0] <= State.Rows)
        {
            State.Delayed.Dequeue();
            Learn((int)due[1], (int)due[2], (int)due[3], alarms);
        }

        return (State.Window.Count < _options.Window ? null : Close(alarms), alarms);
    }

    /// <summary>Takes the class of a row, which may be yet to come.</summary>
    public void AddLabel(string id, int label, List<WatchAlarm> alarms)
    {
        if (label >= 0 && State.Awaited.Remove(id, out var row))
            Learn(row[0], row[1], label, alarms);
        else if (label >= 0 && State.Unclaimed.Count < MostUnclaimed)
            State.Unclaimed[id] = label;
    }

    /// <summary>Brings the state of the detectors into <see cref="State"/>.</summary>
    public WatchState Snapshot()
    {
        State.Detectors = [_misses.GetState(), _errors.GetState()];
        return State;
    }

    private void Learn(int window, int predicted, int label, List<WatchAlarm> alarms)
    {
        State.Labelled++;
        if (window <= State.Windows.Count)
            Count(State.Windows[window - 1].Classes, predicted, label);
        else
            State.Early.Add([predicted, label]);
        var wrong = predicted == label ? 0 : 1;
        Follow(_errors.Name, "errors", _errors.Add(wrong), _errors, alarms);
        if (label == _minority)
            Follow(_misses.Name, $"recall({Minority})", _misses.Add(wrong), _misses, alarms);
    }

    private void Follow(string detector, string subject, DriftLevel level, IStreamDetector stream, List<WatchAlarm> alarms)
    {
        if (level == DriftLevel.Drift)
        {
            // The detector has forgotten what came before; the next rise is another one.
            Raise(detector, subject, level, $"{(stream == _misses ? $"{Minority} is missed" : "errors are")} more often than before",
                alarms, lasting: false);
        }
    }

    private WatchedWindow Close(List<WatchAlarm> alarms)
    {
        var rows = Rows();
        var findings = _references.Where(r => (rows.Inputs & r.Needs) == r.Needs).SelectMany(r => r.Detector.Examine(rows, _level))
            .ToList();
        var estimate = _estimator.Estimate(rows with { Labels = null }, [.. State.Predicted]);
        var window = new WatchedWindow
        {
            Number = State.Windows.Count + 1,
            FirstRow = State.Rows - rows.Rows + 1,
            Rows = rows.Rows,
            Classes = [.. _reference.ClassNames.Select((name, c) => Class(name, c, estimate))],
            Findings = [.. findings.Where(f => f.Level >= DriftLevel.Warning)],
            EstimateUsable = estimate.Usable,
        };
        foreach (var known in State.Early)
            Count(window.Classes, known[0], known[1]);
        foreach (var finding in findings)
        {
            if (finding.Level >= DriftLevel.Warning)
                Raise(finding.Detector, finding.Subject, finding.Level, Text(finding), alarms, lasting: true);
            else
                State.Lasting.RemoveWhere(l => l == Key(finding.Detector, finding.Subject, DriftLevel.Drift)
                    || l == Key(finding.Detector, finding.Subject, DriftLevel.Warning));
        }

        State.Windows.Add(window);
        State.Window.Clear();
        State.Predicted.Clear();
        State.Early.Clear();
        return window;
    }

    private void Raise(string detector, string subject, DriftLevel level, string text, List<WatchAlarm> alarms, bool lasting)
    {
        if (lasting && !State.Lasting.Add(Key(detector, subject, level)))
            return;
        var alarm = new WatchAlarm(State.Window.Count == 0 && State.Windows.Count > 0 ? State.Windows.Count : State.Windows.Count + 1,
            State.Rows, detector, subject, level, text);
        State.Alarms.Add(alarm);
        alarms.Add(alarm);
    }

    private WatchedClass Class(string name, int c, PerformanceEstimate estimate)
    {
        var recall = estimate.Metrics.FirstOrDefault(m => m.Name == $"recall({name})");
        return new WatchedClass
        {
            Name = name,
            Predicted = State.Predicted.Count(p => p == c),
            ExpectedRecall = recall?.Value ?? double.NaN,
            ExpectedLower = recall?.Interval?.Lower ?? double.NaN,
            ExpectedUpper = recall?.Interval?.Upper ?? double.NaN,
        };
    }

    private DriftWindow Rows()
    {
        var features = new DenseMatrix(State.Window.Count, _reference.Features.Columns.Count);
        for (var i = 0; i < features.Rows; i++)
            for (var j = 0; j < features.Columns; j++)
                features[i, j] = State.Window[i].Features[j];
        return _reference.Window with
        {
            Features = features,
            Probabilities = [.. State.Window.SelectMany(r => r.Probabilities)],
            Labels = _options.LabelDelay == 0 && State.Window.All(r => r.Label >= 0) ? [.. State.Window.Select(r => r.Label)] : null,
        };
    }

    private int Decide(double[] probabilities)
    {
        if (_options.Threshold is not { } threshold)
            return _reference.Model is { } model ? model.Decide(probabilities)[0]
                : Enumerable.Range(0, probabilities.Length).MaxBy(c => probabilities[c]);
        return probabilities[_minority] >= threshold ? _minority : Enumerable.Range(0, probabilities.Length).Where(c => c != _minority)
            .MaxBy(c => probabilities[c]);
    }

    private Dictionary<string, double> Recalls(DriftWindow normal)
    {
        var classes = normal.ClassNames.Count;
        var (known, hits) = (new int[classes], new int[classes]);
        for (var i = 0; i < normal.Rows; i++)
        {
            known[normal.Labels![i]]++;
            hits[normal.Labels[i]] += Decide(normal.Probabilities!.AsSpan(i * classes, classes).ToArray()) == normal.Labels[i] ? 1 : 0;
        }

        return normal.ClassNames.Select((name, c) => (name, recall: known[c] == 0 ? double.NaN : hits[c] / (double)known[c]))
            .ToDictionary(r => r.name, r => r.recall);
    }

    private static void Count(IReadOnlyList<WatchedClass> classes, int predicted, int label)
    {
        classes[label].Known++;
        classes[label].Hits += predicted == label ? 1 : 0;
    }

    private static string Key(string detector, string subject, DriftLevel level) => $"{detector} {level} {subject}";

    private static string Text(DriftFinding finding) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{finding.Statistic:0.###}, p = {finding.AdjustedPValue:0.#e+0}{(finding.Note.Length > 0 ? $"; {finding.Note}" : "")}");
}
