using Counterpoise.Neighbors;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Grows one class by QC-SMOTE.</summary>
internal sealed class QcGrowth
{
    private const double LowOverlap = 0.33;
    private const double HighOverlap = 0.66;
    private const double StrongImbalance = 10;
    private const double ClearanceBonus = 0.25;
    private const double ClearanceShare = 0.05;

    /// <summary>New rows that are judged at a time: enough to fill the neighbour engine, few enough to keep memory small.</summary>
    private const int ChunkRows = 16384;
    private readonly QcSpace _space;
    private readonly int[] _rows;
    private readonly int[] _counts;
    private readonly TrustProfile _trust;
    private readonly NeighborTable _partners;
    private readonly QcLines _lines;
    private readonly QcJudge _judge;

    internal QcGrowth(QcSpace space, int label, int need, CancellationToken cancellationToken)
    {
        _space = space;
        _rows = space.Classes[label];
        var options = space.Options;
        _partners = new NeighborIndex(space.Rows.SelectRows(_rows), options.Neighbors)
            .FindOwn(Math.Min(options.K, _rows.Length - 1), cancellationToken);
        var ends = SegmentEnds.Find(space.Rows, space.Index, _rows, Math.Min(options.K, space.Rows.Rows - 1), cancellationToken);
        var territory = new Territory(space.Rows, space.Index, space.Labels, label, ends.K, options.Neighbors);
        var (safeLevel, isolation) = territory.SurveyOwn(ends, cancellationToken);
        _lines = new QcLines(space, _rows, _partners);
        _judge = new QcJudge(_lines, ends, territory, Array.ConvertAll(space.Labels, l => l != label), options.Neighbors.Threads);
        _trust = new TrustProfile(safeLevel, MeanDistances(), isolation);
        _counts = _trust.Allocate(need);
        var ratio = (double)space.Classes.Count(space.Classes.Majority) / _rows.Length;
        var candidates = (_trust.Overlap < LowOverlap ? 1 : _trust.Overlap < HighOverlap ? 3 : 5) + (ratio >= StrongImbalance ? 2 : 0);
        Class = new QcSmoteClass(
            label, _trust.Overlap, ratio, options.Candidates ?? candidates, _trust.Overlap >= LowOverlap || ratio >= StrongImbalance,
            Math.Max(options.GapFloor, 1 - _trust.Overlap), Math.Clamp(0.3 + (0.5 * (safeLevel.Average() - 0.5)), 0.1, 0.6),
                _trust.MedianIsolation);
    }

    internal QcSmoteClass Class { get; }

    internal TrustProfile Trust => _trust;

    internal void Append(ResultBuilder result, List<QcSmoteRow> added, IRandomSource rng, CancellationToken cancellationToken)
    {
        var seeds = _counts.SelectMany((count, seed) => Enumerable.Repeat(seed, count)).ToArray();
        foreach (var chunk in seeds.Chunk(ChunkRows))
        {
            var partners = new int[chunk.Length];
            var gaps = new double[chunk.Length * Class.Candidates];
            for (var i = 0; i < chunk.Length; i++)
            {
                partners[i] = _partners.Of(chunk[i])[(int)rng.NextInteger(_partners.K)];
                for (var c = 0; c < Class.Candidates; c++)
                {
                    gaps[(i * Class.Candidates) + c] = Class.LargestGap * rng.NextDouble();
                }
            }

            AppendChunk(result, added, chunk, partners, gaps, cancellationToken);
        }
    }

    /// <summary>Judges candidates between seeds and partners, rows of the class: interpolation purity and clearance of each gap.</summary>
    internal (double[] Ipq, double[] Clearance) Judge(int[] seeds, int[] partners, double[] gaps, CancellationToken cancellationToken) =>
        _judge.Judge(seeds, partners, gaps, cancellationToken);

    internal double Score(double ipq, double clearance) =>
        Class.ClearanceRequired ? ipq + (ClearanceBonus * Math.Min(1, Class.MedianIsolation > 0 ? clearance / Class.MedianIsolation : 1))
            : ipq;

    private void AppendChunk(ResultBuilder result, List<QcSmoteRow> added, int[] seeds, int[] partners, double[] gaps,
        CancellationToken cancellationToken)
    {
        var (ipq, clearance) = Judge(seeds, partners, gaps, cancellationToken);
        var first = result.Reserve(Class.Label, seeds.Length);
        for (var i = 0; i < seeds.Length; i++)
        {
            var best = i * Class.Candidates;
            for (var c = best + 1; c < (i + 1) * Class.Candidates; c++)
            {
                best = Score(ipq[c], clearance[c]) > Score(ipq[best], clearance[best]) ? c : best;
            }

            var seed = _rows[seeds[i]];
            var partner = _rows[partners[i]];
            if (ipq[best] >= Class.PurityThreshold && (!Class.ClearanceRequired
                || clearance[best] >= ClearanceShare * Class.MedianIsolation))
            {
                Write(seeds[i], partner, gaps[best], result.Write(first + i,
                    new RowProvenance(RowKind.Synthetic, seed, partner, gaps[best], ipq[best])));
                added.Add(new QcSmoteRow(Class.Label, seed, partner, gaps[best], ipq[best], clearance[best], RowKind.Synthetic));
                if (_space.Nominal.Length > 0)
                {
                    result.ParentsOf(first + i, [seed, .. _partners.Of(seeds[i]).ToArray().Select(p => _rows[p])]);
                }
            }
            else
            {
                var trusted = MostTrusted(seeds[i]);
                _space.Features.Row(trusted).CopyTo(result.Write(first + i, RowProvenance.Duplicate(trusted, ipq[best])));
                added.Add(new QcSmoteRow(Class.Label, trusted, partner, gaps[best], ipq[best], clearance[best], RowKind.Duplicate));
            }
        }
    }

    private int MostTrusted(int seed)
    {
        var trusted = seed;
        foreach (var partner in _partners.Of(seed))
        {
            trusted = _trust.Trust[partner] > _trust.Trust[trusted] ? partner : trusted;
        }

        return _rows[trusted];
    }

    private double[] MeanDistances()
    {
        var means = new double[_rows.Length];
        for (var i = 0; i < means.Length; i++)
        {
            for (var rank = 0; rank < _partners.K; rank++)
            {
                means[i] += _partners.Distance(i, rank) / _partners.K;
            }
        }

        return means;
    }

    private void Write(int seed, int partner, double gap, Span<double> target)
    {
        Interpolation.Between(_space.Features.Row(_rows[seed]), _space.Features.Row(partner), gap, target);
        foreach (var column in _space.Nominal)
        {
            target[column.Column] = column.Values[_lines.Vote(column, seed)];
        }
    }
}
