using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.LabelAudits;

/// <summary>
/// Tries an audit on one's own table: mislabels a known share of the rare rows, and counts how many of them each ranking finds. Whatever
/// labels are wrong to begin with count as right here, so that the true precision is somewhat higher.
/// </summary>
public static class LabelNoiseStudy
{
    /// <summary>Runs one audit per share and seed.</summary>
    /// <param name="table">Rows with labels of two classes at least.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="model">What gives out-of-fold probabilities; null takes a network like the scout.</param>
    /// <param name="progress">Told of each run as it ends; or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">Options are wrong, or the table has one class.</exception>
    /// <exception cref="InvalidOperationException">The table has no target.</exception>
    public static IReadOnlyList<LabelNoiseRun> Run(Table table, LabelNoiseStudyOptions? options = null, IClassifier? model = null,
        IProgress<LabelNoiseRun>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new LabelNoiseStudyOptions();
        options.Validate();
        var labels = table.RequireLabels();
        var counts = labels.ClassCounts();
        var audited = options.Audit.AuditedClass ?? Array.IndexOf(counts, counts.Max());
        var preparation = FeaturePreparation.Fit(table);
        var (features, groups) = (preparation.Apply(table), table.Groups is { } g ? g.Codes.ToArray() : []);
        var chosen = model?.WithCategories(preparation.CategoryColumns);
        var runs = new List<LabelNoiseRun>();
        foreach (var share in options.FlippedShares)
            foreach (var seed in options.Seeds)
            {
                var audit = options.Audit with { AuditedClass = audited, Seed = seed };
                runs.Add(Once(features, labels.Codes.ToArray(), counts, groups, share, options.FlippedBack, audit, chosen,
                    cancellationToken));
                progress?.Report(runs[^1]);
            }

        return runs;
    }

    private static LabelNoiseRun Once(DenseMatrix features, int[] labels, int[] counts, int[] groups, double share, double back,
        LabelAuditOptions audit, IClassifier? model, CancellationToken cancellationToken)
    {
        var audited = audit.AuditedClass!.Value;
        var noisy = (int[])labels.Clone();
        var flipped = Drawn(labels, y => y != audited, share, new RandomStream(audit.Seed, "flipped"));
        foreach (var row in flipped) noisy[row] = audited;
        var other = Enumerable.Range(0, counts.Length).Where(c => c != audited).MaxBy(c => counts[c]);
        foreach (var row in Drawn(labels, y => y == audited, back, new RandomStream(audit.Seed, "flipped back"))) noisy[row] = other;
        var report = LabelAudit.Run(features, noisy, counts.Length, [], groups, audit, model, cancellationToken);
        return new LabelNoiseRun
        {
            FlippedShare = share,
            Seed = audit.Seed,
            Flipped = flipped.Count,
            AuditedRows = report.AuditedRows,
            Verdict = report.Verdict,
            ProbeAuroc = report.Evidence?.ProbeAuroc ?? double.NaN,
            Dropped = report.NamedForDropping.Length,
            DroppedMislabelled = report.NamedForDropping.Count(flipped.Contains),
            Scores = flipped.Count == 0 ? [] : [.. report.Scores.Select(s =>
                Score(s.Key, s.Value, [.. report.ScoredRows.Select(r => flipped.Contains(r) ? 1 : 0)]))],
        };
    }

    private static HashSet<int> Drawn(int[] labels, Func<int, bool> of, double share, RandomStream random)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length).Where(i => of(labels[i]))];
        // One row is always left of the others, and one is always mislabelled where any is to be.
        var count = share == 0 ? 0 : Math.Clamp((int)Math.Round(share * rows.Length), 1, rows.Length - 1);
        random.Shuffle<int>(rows);
        return [.. rows[..count]];
    }

    private static RankingScore Score(AuditRanking ranking, double[] scores, int[] mislabelled)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i)];
        double Found(int count) => order.Take(count).Sum(i => mislabelled[i]) / (double)Math.Max(1, count);
        double Part(double share) => Found((int)Math.Ceiling(share * order.Length));
        return new RankingScore(ranking, Found(mislabelled.Sum()), AveragePrecision.Of(mislabelled, scores), Part(0.01), Part(0.02),
            Part(0.05));
    }
}
