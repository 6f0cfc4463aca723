using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>
/// Plays a stream made of real rows against one way to look after the model: each window is decided, examined, and some windows later its
/// classes become known; what the arm then does is judged on the windows that follow.
/// </summary>
public static class DriftTrial
{
    private const int RecoveryWindows = 3;

    /// <summary>Plays one stream.</summary>
    /// <param name="table">Rows with labels.</param>
    /// <param name="kind">What is done to them.</param>
    /// <param name="arm">How the model is looked after.</param>
    /// <param name="seed">Seed of the stream; the same for all arms, so that they are paired.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Options.InvalidOptionsException">An option is out of range.</exception>
    public static DriftTrialResult Run(Table table, DriftKind kind, RepairArm arm, ulong seed, DriftTrialOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var chosen = options ?? new DriftTrialOptions();
        chosen.Validate();
        var player = new Player(new DriftStream(table, kind, chosen, seed), kind, arm, seed, chosen, cancellationToken);
        for (var window = 0; window < chosen.Windows; window++)
            player.Play(window);
        return player.Result();
    }

    private sealed class Player
    {
        private readonly DriftStream _stream;
        private readonly DriftKind _kind;
        private readonly RepairArm _arm;
        private readonly ulong _seed;
        private readonly DriftTrialOptions _options;
        private readonly CancellationToken _cancellationToken;
        private readonly List<(Table Rows, int[] Labels, int[] Decided)> _windows = [];
        private readonly List<int> _alarms = [];
        private readonly int _minority;
        private ServedModel _model;
        private StreamMonitor _monitor;
        private int? _alarm;
        private int _attempts, _refits, _thresholds, _asked;

        public Player(DriftStream stream, DriftKind kind, RepairArm arm, ulong seed, DriftTrialOptions options,
            CancellationToken cancellationToken)
        {
            (_stream, _kind, _arm, _seed, _options, _cancellationToken) = (stream, kind, arm, seed, options, cancellationToken);
            _minority = stream.Training.RequireLabels().MinorityClass();
            // The detectors need probabilities of rows that the model has not seen: a fifth of the training rows is theirs.
            var cut = stream.Training.RowCount * 4 / 5;
            var held = stream.Training.Select([.. Enumerable.Range(cut, stream.Training.RowCount - cut)]);
            _model = ServedModel.Train(options.Candidate, stream.Training.Select([.. Enumerable.Range(0, cut)]), options.Repair.Metric,
                seed, cancellationToken);
            _monitor = new StreamMonitor(held, _model.Predict(held), _minority, options.Alpha);
        }

        public void Play(int number)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var rows = _stream.Window(number);
            var probabilities = _model.Predict(rows);
            _windows.Add((rows, rows.RequireLabels().Codes.ToArray(), _model.Decision.Decide(probabilities)));
            var alarm = _monitor.Examine(rows, probabilities);
            var known = number - _options.LabelDelay;
            if (known >= 0)
                alarm |= _monitor.Learn(_windows[known].Labels, _windows[known].Decided);
            if (alarm)
            {
                _alarms.Add(number);
                (_alarm, _attempts) = _alarm is null ? (number, 0) : (_alarm, _attempts);
            }

            if (known >= 0)
                Act(number, known);
        }

        public DriftTrialResult Result()
        {
            var drift = _kind == DriftKind.None ? _options.Windows : _options.DriftAt;
            var before = Value(0, _options.DriftAt);
            return new DriftTrialResult
            {
                Kind = _kind,
                Arm = _arm,
                Seed = _seed,
                Before = before,
                After = Value(_options.DriftAt, _options.Windows),
                QuietWindows = drift,
                FalseAlarms = _alarms.Count(a => a < drift),
                Alarms = _alarms.Count,
                Delay = _alarms.Where(a => a >= drift).Select(a => (int?)(a - drift)).FirstOrDefault(),
                Recovery = Recovery(before),
                Refits = _refits,
                Thresholds = _thresholds,
                Asked = _asked,
            };
        }

        private void Act(int number, int known)
        {
            switch (_arm)
            {
                case RepairArm.Always:
                case RepairArm.Periodic when (number + 1) % _options.Period == 0:
                    var rows = Enumerable.Range(Math.Max(0, known - _options.RecentWindows + 1),
                        Math.Min(known + 1, _options.RecentWindows)).Aggregate(_stream.Training, (all, w) => all.Concat(_windows[w].Rows));
                    Use(ServedModel.Train(_model.Candidate, rows, _options.Repair.Metric, _seed, _cancellationToken), known);
                    _refits++;
                    break;
                case RepairArm.ThresholdOnly or RepairArm.Ladder when _alarm is { } since && known >= since:
                    Repair(since, known);
                    break;
            }
        }

        private void Repair(int since, int known)
        {
            var recent = Enumerable.Range(since + 1, known - since)
                .Aggregate(_windows[since].Rows, (all, w) => all.Concat(_windows[w].Rows));
            RepairStep[] steps = _arm == RepairArm.Ladder ? [RepairStep.Threshold, RepairStep.Refit, RepairStep.Search]
                : [RepairStep.Threshold];
            var before = Value(0, Math.Max(1, since));
            var result = RepairLadder.Run(_model, _stream.Training, recent, double.IsNaN(before) ? 1 : before,
                _options.Repair with { Steps = steps, Seed = _seed }, _cancellationToken);
            _attempts++;
            if (result.Model is { } repaired)
            {
                var moved = result.Attempts.Last(a => a.Accepted).Step == RepairStep.Threshold;
                (_thresholds, _refits) = moved ? (_thresholds + 1, _refits) : (_thresholds, _refits + 1);
                Use(repaired, known);
            }
            else if (Value(since, known + 1) >= _options.Repair.RecoveredShare * before)
            {
                // The rows have changed and the decisions have not become worse: that is what is normal now.
                Use(_model, known);
            }

            if (result.Recovered || _attempts >= _options.RepairWindows || _alarm is null)
            {
                _asked += result.Recovered || _alarm is null ? 0 : 1;
                _alarm = null;
            }
        }

        /// <summary>Puts a model to use; the newest rows whose classes are known are what is normal from now on.</summary>
        private void Use(ServedModel model, int known)
        {
            var rows = Enumerable.Range(Math.Max(0, known - 1), Math.Min(known + 1, 2)).Select(w => _windows[w].Rows)
                .Aggregate((a, b) => a.Concat(b));
            _monitor = new StreamMonitor(rows, model.Predict(rows), _minority, _options.Alpha);
            if (ReferenceEquals(model, _model))
                _alarm = null;
            _model = model;
        }

        private double Value(int from, int to)
        {
            var windows = _windows.Skip(from).Take(Math.Min(to, _windows.Count) - from).ToList();
            return windows.Count == 0 ? double.NaN : SolveMetrics.Decision(_options.Repair.Metric)!(
                ConfusionMatrix.Of([.. windows.SelectMany(w => w.Labels)], [.. windows.SelectMany(w => w.Decided)], _model.ClassNames));
        }

        private int? Recovery(double before)
        {
            for (var start = _options.DriftAt; start + RecoveryWindows <= _options.Windows; start++)
                if (Value(start, start + RecoveryWindows) >= _options.Repair.RecoveredShare * before)
                    return start - _options.DriftAt;
            return null;
        }
    }
}
