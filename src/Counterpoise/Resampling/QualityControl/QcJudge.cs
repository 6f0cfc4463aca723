using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>
/// Judges QC-SMOTE's candidates: by the lists of the segment's ends, and by a search over all rows what those leave open.
/// </summary>
internal sealed class QcJudge(QcLines lines, SegmentEnds ends, Territory territory, bool[] others, int threads)
{
    /// <summary>One candidate of so many is few.</summary>
    private const int FewOpen = 16;

    /// <summary>New rows that a thread takes at a time.</summary>
    private const int Portion = 256;

    /// <summary>Interpolation purity and clearance of each gap; gaps are given for each seed in turn.</summary>
    internal (double[] Ipq, double[] Clearance) Judge(int[] seeds, int[] partners, double[] gaps, CancellationToken cancellationToken)
    {
        var perSeed = gaps.Length / seeds.Length;
        var (purity, clearance, middle) = (new double[gaps.Length], new double[gaps.Length], new double[seeds.Length]);
        Array.Fill(purity, double.NaN);
        Array.Fill(middle, double.NaN);
        if (lines.Straight)
        {
            JudgeByLists(seeds, partners, gaps, purity, clearance, middle, cancellationToken);
        }

        JudgeOpenMiddles(seeds, partners, middle, cancellationToken);
        JudgeOpenCandidates(seeds, partners, gaps, purity, clearance, cancellationToken);
        for (var i = 0; i < purity.Length; i++)
        {
            purity[i] = (0.5 * purity[i]) + (0.5 * middle[i / perSeed]);
        }

        return (purity, clearance);
    }

    private void JudgeByLists(
        int[] seeds, int[] partners, double[] gaps, double[] purity, double[] clearance, double[] middle,
            CancellationToken cancellationToken) =>
        Parallel.For(
            0,
            (seeds.Length + Portion - 1) / Portion,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => (new SegmentTerritory(ends, others), new double[lines.Columns], new long[Portion], new int[Portion]),
            (portion, _, room) =>
            {
                var (segment, point, segments, order) = room;
                var start = portion * Portion;
                var places = order.AsSpan(0, Math.Min(Portion, seeds.Length - start));
                for (var i = 0; i < places.Length; i++)
                {
                    places[i] = start + i;
                    segments[i] = ((long)seeds[start + i] << 32) | (uint)partners[start + i];
                }

                // Rows of one segment one after the other: it is opened once.
                segments.AsSpan(0, places.Length).Sort(places);
                foreach (var place in places)
                {
                    JudgeByLists(segment, point, place, seeds[place], partners[place], gaps, purity, clearance, middle);
                }

                return room;
            },
            _ => { });

    private void JudgeByLists(
        SegmentTerritory segment, double[] point, int place, int seed, int partner, double[] gaps, double[] purity, double[] clearance,
            double[] middle)
    {
        var perSeed = gaps.Length / middle.Length;
        if (segment.Open(seed, partner))
        {
            lines.PlaceMiddle(seed, partner, point);
            segment.JudgeMiddle(point);
        }

        middle[place] = segment.Middle;
        for (var c = place * perSeed; c < (place + 1) * perSeed; c++)
        {
            lines.Place(seed, partner, gaps[c], point);
            if (segment.Survey(gaps[c], point, out var found, out var distance))
            {
                (purity[c], clearance[c]) = (found, distance);
            }
        }
    }

    private void JudgeOpenMiddles(int[] seeds, int[] partners, double[] middle, CancellationToken cancellationToken)
    {
        var open = Enumerable.Range(0, middle.Length).Where(i => double.IsNaN(middle[i])).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        // The midpoint is the same from both ends, but for categories, which the seed's partners vote on.
        var segments = open.GroupBy(i => lines.Straight && partners[i] < seeds[i] ? (partners[i], seeds[i]) : (seeds[i], partners[i]))
            .ToArray();
        var points = new DenseMatrix(segments.Length, lines.Columns);
        for (var i = 0; i < segments.Length; i++)
        {
            lines.PlaceMiddle(segments[i].Key.Item1, segments[i].Key.Item2, points.Row(i));
        }

        var found = territory.Survey(points, clearance: false, deep: false, cancellationToken).Purity;
        for (var i = 0; i < segments.Length; i++)
        {
            foreach (var place in segments[i])
            {
                middle[place] = found[i];
            }
        }
    }

    private void JudgeOpenCandidates(int[] seeds, int[] partners, double[] gaps, double[] purity, double[] clearance,
        CancellationToken cancellationToken)
    {
        var perSeed = gaps.Length / seeds.Length;
        var open = Enumerable.Range(0, gaps.Length).Where(i => double.IsNaN(purity[i])).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        var points = new DenseMatrix(open.Length, lines.Columns);
        for (var i = 0; i < open.Length; i++)
        {
            lines.Place(seeds[open[i] / perSeed], partners[open[i] / perSeed], gaps[open[i]], points.Row(i));
        }

        // Where lists leave little open, that is seldom a point's purity but how far the others are.
        var found = territory.Survey(points, clearance: true, deep: open.Length < gaps.Length / FewOpen, cancellationToken);
        for (var i = 0; i < open.Length; i++)
        {
            (purity[open[i]], clearance[open[i]]) = (found.Purity[i], found.Clearance[i]);
        }
    }
}
