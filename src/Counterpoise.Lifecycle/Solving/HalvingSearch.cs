using System.Diagnostics;
using Counterpoise.Randomness;
using Counterpoise.Search.Trials;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>
/// <see cref="SuccessiveHalving"/> over batches of pipelines: each batch begins on few rows, and the better half goes on with twice as
/// many, until all rows judge the last. The baseline is judged on all rows first, so that a search that finds nothing falls back on it.
/// </summary>
internal sealed class HalvingSearch(SolveOptions options, TimeSpan? time, IProgress<SolveTrial>? progress,
    Func<TimeSpan>? spent = null)
{
    private const int MostTrials = 500;

    /// <summary>Rows below which fewer would say nothing.</summary>
    private const int LeastRows = 600;

    /// <summary>Rows of the rarest class below which fewer would say nothing.</summary>
    private const int LeastRare = 60;

    /// <summary>What a timer can count; a longer budget is looked at between trials alone.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Func<TimeSpan> _spent = spent ?? Since(Stopwatch.StartNew());
    private readonly SolveCandidate _baseline = options.Space.Baseline;
    private readonly CandidateScoring _scoring = new(options.Metric, options.InnerFolds, options.Seed);
    private readonly Dictionary<(SolveCandidate, int), SolveTrial> _done = [];

    /// <summary>Searches; the trials, each at the most rows that it came to, the best first.</summary>
    public IReadOnlyList<SolveTrial> Run(Table rows, CancellationToken cancellationToken)
    {
        var sizes = Sizes(rows);
        var best = Try(_baseline, rows, sizes[^1], rows.RowCount, cancellationToken);
        var (drawn, stale) = (0, 0);
        for (var batch = 0; stale < options.Patience && HasTime && Tried < Most; batch++)
        {
            var candidates = batch == 0 ? options.Space.Portfolio : Draw(ref drawn);
            var winner = Batch([.. candidates.Where(c => c != _baseline).Take(Most - Tried)], rows, sizes, cancellationToken);
            stale = winner is not null && !(winner.Value <= best.Value) ? 0 : stale + 1;
            best = stale == 0 ? winner! : best;
        }

        return [.. _done.Values.GroupBy(t => t.Candidate).Select(g => g.MaxBy(t => t.Rows)!)
            .OrderByDescending(t => t.IsFull).ThenByDescending(t => double.IsNaN(t.Value) ? double.NegativeInfinity : t.Value)
                .ThenBy(t => t.Candidate.Name, StringComparer.Ordinal)];
    }

    private int Most => options.Trials ?? MostTrials;

    private int Tried => _done.Keys.Select(k => k.Item1).Distinct().Count();

    private bool HasTime => time is null || _spent() < time;

    /// <summary>What is left by the clock; null where no clock limits, or it is one of the caller's own.</summary>
    private TimeSpan? Left => time is { } limit && spent is null ? limit > _spent() ? limit - _spent() : TimeSpan.Zero : null;

    private static Func<TimeSpan> Since(Stopwatch clock) => () => clock.Elapsed;

    private List<SolveCandidate> Draw(ref int drawn)
    {
        var known = _done.Keys.Select(k => k.Item1).ToHashSet();
        var batch = new List<SolveCandidate>();
        while (batch.Count < options.Batch)
        {
            var candidate = options.Space.Draw(options.Seed, drawn++);
            if (known.Add(candidate))
                batch.Add(candidate);
        }

        return batch;
    }

    private SolveTrial? Batch(List<SolveCandidate> candidates, Table rows, List<int[]> sizes, CancellationToken cancellationToken)
    {
        if (candidates.Count == 0)
            return null;
        var trials = new Dictionary<int, SolveTrial>();
        double Lost(int number, int rung)
        {
            var trial = trials[number] = Try(candidates[number], rows, sizes[rung], rows.RowCount, cancellationToken);
            return trial.Refusal is null ? -trial.Value : double.NaN;
        }

        // The order on few rows is noisy: half of those that have a value go on, and at least two.
        static int Kept(IReadOnlyList<Trial> round) => round.Count(t => !double.IsNaN(t.Objective)) is var sound
            ? Math.Min(sound, Math.Max(2, (sound + 1) / 2)) : 0;
        var rounds = SuccessiveHalving.Run([.. candidates.Select((_, i) => new double[] { i })], [.. Enumerable.Range(0, sizes.Count)],
            Kept, (number, _, rung) => Lost(number, rung), () => HasTime, cancellationToken);
        return rounds.Count < sizes.Count ? null : rounds[^1].Trials.Where(t => !double.IsNaN(t.Objective)).OrderBy(t => t.Objective)
            .Select(t => trials[t.Number]).FirstOrDefault();
    }

    private SolveTrial Try(SolveCandidate candidate, Table rows, int[] places, int all, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue((candidate, places.Length), out var known))
            return known;
        var clock = Stopwatch.StartNew();
        SolveTrial Tried(double value, string? refusal) =>
            new(candidate, places.Length, value, places.Length == all, clock.Elapsed.TotalSeconds, refusal);
        SolveTrial trial;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (candidate != _baseline && Left is { } left)
            ending.CancelAfter(left < LongestWait ? left : LongestWait);
        try
        {
            trial = Tried(_scoring.Inner(candidate, places.Length == all ? rows : rows.Select(places), ending.Token), null);
        }
        catch (ArgumentException refusal) when (candidate != _baseline)
        {
            trial = Tried(double.NaN, refusal.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            trial = Tried(double.NaN, "the budget was spent before it ended");
        }

        _done[(candidate, places.Length)] = trial;
        progress?.Report(trial);
        return trial;
    }

    /// <summary>
    /// The rows of each rung: a quarter, a half and all, where that leaves enough of the rarest class; each holds those before.
    /// </summary>
    private List<int[]> Sizes(Table rows)
    {
        var labels = rows.RequireLabels();
        var rarest = labels.ClassCounts().Where(n => n > 0).Min();
        var sizes = new List<int[]> { Enumerable.Range(0, rows.RowCount).ToArray() };
        // A part of times or groups would not be one of times or groups any more.
        if (rows.Time is not null || rows.Groups is not null)
            return sizes;
        for (var share = .5; share >= .25 && rows.RowCount * share >= LeastRows && rarest * share >= LeastRare; share /= 2)
        {
            var of = sizes[0];
            var kept = StratifiedSplit.Of([.. of.Select(i => labels[i])], .5, 0, new RandomStream(options.Seed, "rung", (ulong)of.Length),
                MissingClassPolicy.Warn, labels.Classes).Train;
            sizes.Insert(0, [.. kept.Select(i => of[i]).Order()]);
        }

        return sizes;
    }
}
