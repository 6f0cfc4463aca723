using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>The step that the SMOTE family shares: new rows on the lines from seeds to their neighbours.</summary>
internal static class Interpolation
{
    /// <summary>What was drawn for one new row: which seed, which of its neighbours, how far.</summary>
    internal readonly record struct Draw(int Seed, int Rank, double Gap);

    /// <summary>
    /// Draws as imbalanced-learn does: one integer below seeds * k for seed and neighbour together, then the gaps, each
    /// <paramref name="stepSize"/> times a uniform number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Draw[] Plan(IRandomSource rng, int seeds, int k, int count, double stepSize)
    {
        var picks = new int[count];
        for (var i = 0; i < count; i++)
        {
            picks[i] = checked((int)rng.NextInteger((long)seeds * k));
        }

        var draws = new Draw[count];
        for (var i = 0; i < count; i++)
        {
            draws[i] = new Draw(picks[i] / k, picks[i] % k, stepSize * rng.NextDouble());
        }

        return draws;
    }

    /// <summary>Neighbours within a class for those seeds only that were drawn.</summary>
    /// <param name="index">An index over the rows of the class.</param>
    /// <param name="seeds">For each seed its row in the index.</param>
    /// <param name="plan">The draws.</param>
    /// <param name="k">Neighbours per seed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>For each draw the neighbour's row in the index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int[] Partners(NeighborIndex index, int[] seeds, Draw[] plan, int k, CancellationToken cancellationToken)
    {
        var place = new int[seeds.Length];
        Array.Fill(place, -1);
        var wanted = new List<int>(Math.Min(seeds.Length, plan.Length));
        foreach (var draw in plan)
        {
            if (place[draw.Seed] < 0)
            {
                place[draw.Seed] = wanted.Count;
                wanted.Add(seeds[draw.Seed]);
            }
        }

        var table = index.FindOwn([.. wanted], k, cancellationToken);
        var partners = new int[plan.Length];
        for (var i = 0; i < partners.Length; i++)
        {
            partners[i] = table.Of(place[plan[i].Seed])[plan[i].Rank];
        }

        return partners;
    }

    /// <summary>Appends <c>seed + gap (partner - seed)</c> for each draw.</summary>
    /// <param name="result">The result to append to.</param>
    /// <param name="features">The rows that seeds and partners are read from, [rows, columns].</param>
    /// <param name="label">The class.</param>
    /// <param name="seeds">For each seed of the plan its row.</param>
    /// <param name="partners">For each draw the partner's row.</param>
    /// <param name="plan">The draws.</param>
    /// <param name="numbers">What the rows are called in the input; null if <paramref name="features"/> is the input.</param>
    internal static void Append(ResultBuilder result, DenseMatrix features, int label, int[] seeds, int[] partners, Draw[] plan,
        int[]? numbers = null)
    {
        var first = result.Reserve(label, plan.Length);
        RowRanges.ForEach(plan.Length, features.Columns, result.Threads,
            (start, end) => Write(result, first, features, seeds, partners, plan.AsSpan(0, end), start, numbers));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(ResultBuilder result, int first, DenseMatrix features, int[] seeds, int[] partners, ReadOnlySpan<Draw> plan,
        int start, int[]? numbers)
    {
        for (var i = start; i < plan.Length; i++)
        {
            var seed = seeds[plan[i].Seed];
            var partner = partners[i];
            var gap = plan[i].Gap;
            var provenance = new RowProvenance(RowKind.Synthetic, numbers?[seed] ?? seed, numbers?[partner] ?? partner, gap);
            Between(features.Row(seed), features.Row(partner), gap, result.Write(first + i, provenance));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Between(ReadOnlySpan<double> seed, ReadOnlySpan<double> partner, double gap, Span<double> target)
    {
        var c = 0;
        for (; c + Vector256<double>.Count <= target.Length; c += Vector256<double>.Count)
        {
            var from = Vector256.Create(seed[c..]);
            (from + (Vector256.Create(gap) * (Vector256.Create(partner[c..]) - from))).CopyTo(target[c..]);
        }

        for (; c < target.Length; c++)
        {
            target[c] = seed[c] + (gap * (partner[c] - seed[c]));
        }
    }
}
