using System.Globalization;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>
/// Repairs a model on recent labelled rows, with the cheapest rung that is shown to help: another threshold, the same pipeline fitted anew,
/// another pipeline, a person. Recent rows are halved, each half is judged by what was fitted to the other (and the reference), and a rung
/// is accepted only where the interval of its gain, from rows drawn again, lies above 0. The ladder ends at the first rung
/// that is accepted and brings the metric back.
/// </summary>
/// <remarks>
/// A refit sees the reference and the recent rows: on the drifted rows alone a rare class has too few. Two ways to mix them are tried, all
/// rows alike, and the recent ones alone where they hold enough of each class.
/// </remarks>
public static class RepairLadder
{
    /// <summary>The note of a refit that left the reference out.</summary>
    internal const string RecentAlone = "fitted to the recent rows alone";

    /// <summary>Climbs.</summary>
    /// <param name="current">The model in use.</param>
    /// <param name="reference">Labelled rows from before.</param>
    /// <param name="recent">Labelled rows since the drift, with the columns and classes of the reference.</param>
    /// <param name="referenceValue">The metric that the model had before the drift.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Options.InvalidOptionsException">An option is out of range.</exception>
    public static RepairResult Run(ServedModel current, Table reference, Table recent, double referenceValue,
        RepairOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(recent);
        var chosen = options ?? new RepairOptions();
        chosen.Validate();
        return new Climb(current, reference, recent, referenceValue, chosen, cancellationToken).Run();
    }

    private sealed class Climb
    {
        private readonly ServedModel _current;
        private readonly Table _reference;
        private readonly Table _recent;
        private readonly double _enough;
        private readonly RepairOptions _options;
        private readonly CancellationToken _cancellationToken;
        private readonly int[] _labels;
        private readonly double[] _probabilities;
        private readonly int[] _before;
        private readonly List<RepairAttempt> _attempts = [];

        public Climb(ServedModel current, Table reference, Table recent, double referenceValue, RepairOptions options,
            CancellationToken cancellationToken)
        {
            (_current, _reference, _recent, _enough, _options, _cancellationToken) =
                (current, reference, recent, referenceValue * options.RecoveredShare, options, cancellationToken);
            _labels = recent.RequireLabels().Codes.ToArray();
            _probabilities = current.Predict(recent);
            _before = current.Decision.Decide(_probabilities);
        }

        public RepairResult Run()
        {
            var counts = _recent.RequireLabels().ClassCounts();
            if (counts.Count(n => n >= _options.MinimumClassRows) < 2)
            {
                var note = $"the recent rows hold {string.Join(", ", counts.Select((n, c) => $"{n} {_current.ClassNames[c]}"))}; at "
                    + $"least two classes of {_options.MinimumClassRows} are needed";
                return new RepairResult(RepairStep.Human, null, false,
                    [.. _options.Steps.Select(s => new RepairAttempt(s, Value(_before), double.NaN, null, false, note))]);
            }

            (RepairStep Step, ServedModel Model, double After)? best = null;
            foreach (var step in _options.Steps)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                var made = Try(step);
                if (made is null || !_attempts[^1].Accepted || best?.After >= _attempts[^1].After)
                    continue;
                best = (step, made(), _attempts[^1].After);
                if (best.Value.After >= _enough)
                    return new RepairResult(step, best.Value.Model, true, _attempts);
            }

            return new RepairResult(RepairStep.Human, best?.Model, false, _attempts);
        }

        private Func<ServedModel>? Try(RepairStep step)
        {
            try
            {
                return step switch
                {
                    RepairStep.Threshold => Threshold(),
                    RepairStep.Refit => Refit(),
                    _ => Search(),
                };
            }
            catch (ArgumentException refusal)
            {
                _attempts.Add(new RepairAttempt(step, Value(_before), double.NaN, null, false, refusal.Message));
                return null;
            }
        }

        private Func<ServedModel> Threshold()
        {
            var capped = false;
            var after = Halves((fit, judge) =>
            {
                var (weights, met) = CappedDecision.Tune(_current.Decision, Pick(_labels, fit), Rows(_probabilities, fit), _options,
                    _options.MinimumClassRows / 2);
                capped |= met;
                return weights.Decide(Rows(_probabilities, judge));
            });
            Add(RepairStep.Threshold, after, capped ? string.Create(CultureInfo.InvariantCulture,
                $"the best threshold lay further than {_options.MaximumMove} logits away, and was held there") : "");
            return () => _current with { Decision = CappedDecision.Tune(_current.Decision, _labels, _probabilities, _options,
                _options.MinimumClassRows).Weights };
        }

        private Func<ServedModel> Refit()
        {
            var counts = _recent.RequireLabels().ClassCounts();
            var mixed = Halves((fit, judge) => Decide(Train(_current.Candidate, _reference.Concat(_recent.Select(fit))),
                _recent.Select(judge)));
            int[]? alone = counts.Where(n => n > 0).All(n => n >= 4 * _options.MinimumClassRows)
                ? Halves((fit, judge) => Decide(Train(_current.Candidate, _recent.Select(fit)), _recent.Select(judge))) : null;
            var recentAlone = alone is not null && Value(alone) > Value(mixed);
            Add(RepairStep.Refit, recentAlone ? alone! : mixed, recentAlone ? RecentAlone : "fitted to the reference and the recent rows");
            return () => Train(_current.Candidate, recentAlone ? _recent : _reference.Concat(_recent));
        }

        private Func<ServedModel> Search()
        {
            SolveCandidate Find(Table rows) => new HalvingSearch(
                new SolveOptions { Metric = _options.Metric, Budget = null, Trials = _options.SearchTrials, InnerFolds = 3,
                Seed = _options.Seed }, null, null).Run(rows, _cancellationToken)[0].Candidate;
            var after = Halves((fit, judge) =>
            {
                var rows = _reference.Concat(_recent.Select(fit));
                return Decide(Train(Find(rows), rows), _recent.Select(judge));
            });
            var all = _reference.Concat(_recent);
            Add(RepairStep.Search, after, "");
            return () => Train(Find(all), all);
        }

        private ServedModel Train(SolveCandidate candidate, Table rows) =>
            ServedModel.Train(candidate, rows, _options.Metric, _options.Seed, _cancellationToken);

        private static int[] Decide(ServedModel model, Table rows) => model.Decision.Decide(model.Predict(rows));

        /// <summary>Decisions on each half of the recent rows by what the other half gave.</summary>
        private int[] Halves(Func<int[], int[], int[]> decide)
        {
            var decided = new int[_labels.Length];
            foreach (var half in StratifiedKFold.Of(_labels, 2, new RandomStream(_options.Seed, "halves")))
            {
                var made = decide(half.Train, half.Test);
                for (var i = 0; i < made.Length; i++)
                    decided[half.Test[i]] = made[i];
            }

            return decided;
        }

        private void Add(RepairStep step, int[] after, string note)
        {
            var gain = Gain(after);
            _attempts.Add(new RepairAttempt(step, Value(_before), Value(after), gain, gain.Lower > 0, note));
        }

        private Interval Gain(int[] after) => RepairGain.Interval(_labels, _before, after, _current.ClassNames,
            SolveMetrics.Decision(_options.Metric)!, _options.Replicates, _options.Confidence, new RandomStream(_options.Seed, "gain"));

        private double Value(int[] decided) => SolveMetrics.Decision(_options.Metric)!(
            ConfusionMatrix.Of(_labels, decided, _current.ClassNames));

        private static int[] Pick(int[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);

        private double[] Rows(double[] probabilities, int[] rows)
        {
            var classes = _current.ClassNames.Count;
            return [.. rows.SelectMany(r => probabilities.AsSpan(r * classes, classes).ToArray())];
        }
    }
}
