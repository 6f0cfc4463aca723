using Counterpoise.Neighbors;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.LabelAudits;

/// <summary>Ranks the audited rows by what the detectors say, and gives the reasons.</summary>
internal sealed class AuditJudgement(AuditedRows data, LabelAuditOptions options, AuditSigns signs, long[] ids)
{
    private const double LeastAuroc = 0.6;
    private const int ShortestQueue = 10;

    private readonly double[] _hardness = signs.Rounds.Hardness;
    private readonly double[] _probes = signs.Rounds.Probes;

    private double Threshold => _probes.Length == 0 ? double.NaN : _probes.Average() + options.Epsilon;

    public LabelAuditReport Report(CancellationToken cancellationToken)
    {
        var evidence = _probes.Length == 0 ? null : NoiseEvidence.Of(Own(_hardness), _probes);
        var verdict = Verdict(evidence);
        var dropped = verdict is LabelNoiseVerdict.TooFewRows or LabelNoiseVerdict.NotSeparable ? [] : Dropped();
        var scores = Scores();
        return new LabelAuditReport
        {
            AuditedClass = data.Audited,
            AuditedRows = data.Own.Length,
            OtherRows = data.Rows - data.Own.Length,
            Verdict = verdict,
            Evidence = evidence,
            ProbeCount = _probes.Length,
            Threshold = Threshold,
            NoiseByClass = [.. Enumerable.Range(0, data.ClassCount).Select(signs.Confident.NoiseOf)],
            Queue = Queue(scores[options.Ranking], evidence, [.. dropped], cancellationToken),
            NamedForDropping = dropped,
            Scores = scores,
            ScoredRows = data.Own,
        };
    }

    private static LabelNoiseVerdict Verdict(NoiseEvidence? evidence) => evidence switch
    {
        null => LabelNoiseVerdict.TooFewRows,
        { ProbeAuroc: < LeastAuroc } => LabelNoiseVerdict.NotSeparable,
        { PValue: < NoiseEvidence.Significance } => LabelNoiseVerdict.Evidence,
        _ => LabelNoiseVerdict.NoEvidence,
    };

    private int[] Dropped()
    {
        // Where nothing was learned all rows are as hard, and the threshold tells none from another.
        if (data.Own.All(i => _hardness[i] == _hardness[data.Own[0]])) return [];
        var most = (int)Math.Floor(options.MostDropped * data.Own.Length);
        return [.. data.Own.Where(i => _hardness[i] >= Threshold).OrderByDescending(i => _hardness[i]).ThenBy(i => i).Take(most)];
    }

    /// <summary>How suspicious each audited row is under each ranking.</summary>
    private Dictionary<AuditRanking, double[]> Scores()
    {
        double[] hardness = Own(_hardness), margin = Own(signs.Margins.Margins), confident = Own(signs.Confident.Margins),
            loss = Own(signs.Rounds.MeanLoss), large = Own(signs.LargeLoss);
        Negate(margin);
        Negate(confident);
        var (a, b, c) = (Ranks.Of(hardness), Ranks.Of(margin), Ranks.Of(confident));
        var byLoss = Ranks.Of(loss);
        return new Dictionary<AuditRanking, double[]>
        {
            [AuditRanking.StableHardness] = hardness,
            [AuditRanking.AreaUnderMargin] = margin,
            [AuditRanking.ConfidentLearning] = confident,
            // Many probabilities are 0 or 1 to the last digit; the loss parts them.
            [AuditRanking.LossMixture] = [.. large.Select((p, i) => p + (1e-9 * byLoss[i] / data.Own.Length))],
            [AuditRanking.MeanRank] = [.. a.Select((r, i) => (r + b[i] + c[i]) / 3)],
            [AuditRanking.LastLoss] = Own(signs.Rounds.LastLoss),
            [AuditRanking.Random] = new RandomStream(options.Seed, "random ranking").Uniform(data.Own.Length),
        };
    }

    private LabelSuspect[] Queue(double[] scores, NoiseEvidence? evidence, HashSet<int> dropped, CancellationToken cancellationToken)
    {
        var count = Math.Min(data.Own.Length, Math.Max(ShortestQueue, (int)Math.Ceiling(options.QueueShare * data.Own.Length)));
        int[] rows = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(count)
            .Select(i => data.Own[i])];
        int[] others = [.. Enumerable.Range(0, data.Rows).Where(i => data.Labels[i] != data.Audited)];
        var nearest = new NeighborIndex(data.Features.SelectRows(others)).Find(data.Features.SelectRows(rows), 1, cancellationToken);
        var k = Math.Min(options.Neighbors, data.Rows - 1);
        var around = new NeighborIndex(data.Features).FindOwn(rows, k, cancellationToken);
        return [.. rows.Select((row, place) =>
        {
            var foreign = 0;
            foreach (var neighbor in around.Of(place)) foreign += data.Labels[neighbor] != data.Labels[row] ? 1 : 0;
            return Suspect(row, place + 1, others[nearest.Of(place)[0]], nearest.Distance(place, 0), foreign / (double)k, evidence,
                dropped);
        })];
    }

    private LabelSuspect Suspect(int row, int rank, int other, double distance, double nearby, NoiseEvidence? evidence,
        HashSet<int> dropped) => new()
    {
        Rank = rank,
        Row = row,
        RowId = ids[row],
        Label = data.Labels[row],
        LikelyLabel = signs.Confident.LikelyClass[row],
        Hardness = _hardness[row],
        Margin = signs.Margins.Margins[row],
        Confidence = signs.Confident.Margins[row],
        LargeLoss = signs.LargeLoss[row],
        NearestOther = ids[other],
        NearestOtherDistance = distance,
        OthersNearby = nearby,
        Reasons = Reasons(row, nearby),
        ExpectedShare = Expected(_hardness[row], evidence),
        IsNamedForDropping = dropped.Contains(row),
    };

    private SuspectReasons Reasons(int row, double nearby) =>
        (_hardness[row] >= Threshold ? SuspectReasons.AsHardAsProbes : 0)
        | (signs.Confident.LikelyClass[row] != data.Labels[row] ? SuspectReasons.ConfidentOfOther : 0)
        | (signs.Margins.Margins[row] <= signs.Margins.Threshold ? SuspectReasons.LowMargin : 0)
        | (signs.LargeLoss[row] >= 0.5 ? SuspectReasons.LargeLoss : 0)
        | (nearby > 0.5 ? SuspectReasons.AmongOthers : 0);

    /// <summary>
    /// Mislabelled rows are as hard as probes: of so many, the probes' share beyond this hardness lies among the rows beyond it.
    /// </summary>
    private (double AtLeast, double AtMost) Expected(double hardness, NoiseEvidence? evidence)
    {
        if (evidence is null) return (double.NaN, double.NaN);
        var remaining = _probes.Count(p => p >= hardness) / (double)_probes.Length;
        var rows = Math.Max(1, data.Own.Count(i => _hardness[i] >= hardness));
        return (Math.Min(1, evidence.FewestRows * remaining / rows), Math.Min(1, evidence.MostRows * remaining / rows));
    }

    private double[] Own(double[] all) => Array.ConvertAll(data.Own, i => all[i]);

    private static void Negate(double[] values)
    {
        foreach (ref var v in values.AsSpan()) v = -v;
    }
}
