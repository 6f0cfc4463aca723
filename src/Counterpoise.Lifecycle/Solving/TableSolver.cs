using System.Diagnostics;
using Counterpoise.Comparisons;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>
/// Searches a pipeline for a table, and says honestly whether that was worth it: in each outer fold the whole search runs on the training
/// rows, and what it chooses is judged on rows that it never saw, beside the baseline, logistic regression with a tuned threshold and
/// the majority class. A search whose gain is not shown gives way to the baseline.
/// </summary>
/// <remarks>
/// Deterministic for a number of trials; with a budget of time what is tried depends on the machine. Reference: Varma and Simon, BMC
/// Bioinformatics 2006, doi:10.1186/1471-2105-7-91.
/// </remarks>
public static class TableSolver
{
    /// <summary>Searches.</summary>
    /// <param name="rows">Rows with labels of at least two classes.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <param name="progress">Told of each pipeline that was tried; or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or a class has fewer than two rows.</exception>
    /// <exception cref="Options.InvalidOptionsException">An option is out of range.</exception>
    public static SolveResult Run(Table rows, SolveOptions? options = null, IProgress<SolveProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var chosen = options ?? new SolveOptions();
        chosen.Validate();
        if (rows.RequireLabels().ClassCounts().Count(n => n > 0) < 2)
            throw new ArgumentException($"the rows are of one class; expected at least two", nameof(rows));
        var splits = CandidateScoring.Folds(rows, chosen.OuterFolds, new RandomStream(chosen.Seed, "outer"));
        var reference = chosen.Space.Baseline;
        var slice = chosen.Budget / (splits.Count + 1);
        var folds = new List<SolveFold>();
        foreach (var (i, split) in splits.Index())
        {
            var (training, test) = (rows.Select(split.Train), rows.Select(split.Test));
            var scoring = new CandidateScoring(chosen.Metric, chosen.InnerFolds, chosen.Seed);
            double Score(SolveCandidate candidate) => scoring.Outer(candidate, training, test, cancellationToken);

            // Judging is a part of the fold's time; the pipeline that is found takes about as long as the baseline.
            var clock = Stopwatch.StartNew();
            var baseline = Score(reference);
            var judging = clock.Elapsed;
            var linear = reference == SolveCandidate.Linear ? baseline : Score(SolveCandidate.Linear);
            var left = slice - clock.Elapsed - judging;
            var trials = new HalvingSearch(chosen, left < TimeSpan.Zero ? TimeSpan.Zero : left, Telling(progress, i + 1, splits.Count))
                .Run(training, cancellationToken);
            var best = trials[0].Candidate;
            folds.Add(new SolveFold(i + 1, best, trials.Count, best == reference ? baseline : Score(best), baseline, linear,
                scoring.Majority(training, test)));
        }

        var leaderboard = new HalvingSearch(chosen, slice, Telling(progress, 0, splits.Count)).Run(rows, cancellationToken);
        return Judge(chosen, folds, leaderboard, splits.Average(s => s.Test.Length / (double)s.Train.Length));
    }

    private static SolveResult Judge(SolveOptions options, List<SolveFold> folds, IReadOnlyList<SolveTrial> leaderboard, double testShare)
    {
        var gain = PairedDifference.Correct([PairedDifference.Compute(options.Metric, "search", [.. folds.Select(f => f.Value)], "baseline",
            [.. folds.Select(f => f.Baseline)], testShare)])[0];
        var metric = SolveMetrics.Find(options.Metric);
        var best = leaderboard[0].Candidate;
        return new SolveResult
        {
            Metric = options.Metric,
            Best = best,
            Reference = options.Space.Baseline,
            Chosen = gain.Outcome == VerdictOutcome.Helps ? best : options.Space.Baseline,
            Verdict = gain.Outcome,
            Value = folds.Average(f => f.Value),
            Baseline = folds.Average(f => f.Baseline),
            Gain = new Interval(gain.Low, gain.High, 0.95).WithinDifferencesOf(metric.Low, metric.High),
            Folds = folds,
            Leaderboard = leaderboard,
        };
    }

    private static Told? Telling(IProgress<SolveProgress>? progress, int fold, int folds) => progress is null ? null
        : new Told(progress, fold, folds);

    private sealed class Told(IProgress<SolveProgress> progress, int fold, int folds) : IProgress<SolveTrial>
    {
        private SolveTrial? _best;

        public void Report(SolveTrial value)
        {
            if (value.IsFull && value.Refusal is null && !(value.Value <= _best?.Value))
                _best = value;
            progress.Report(new SolveProgress(fold, folds, value, _best));
        }
    }
}
