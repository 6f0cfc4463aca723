using System.Runtime.CompilerServices;
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
        return Array.ConvertAll(plan, draw => table.Of(place[draw.Seed])[draw.Rank]);
    }

    /// <summary>Appends <c>seed + gap (partner - seed)</c> for each draw; rows are numbers in the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Append(ResultBuilder result, DenseMatrix features, int label, ReadOnlySpan<int> seeds, ReadOnlySpan<int> partners, Draw[] plan)
    {
        var first = result.Reserve(label, plan.Length);
        for (var i = 0; i < plan.Length; i++)
        {
            var seed = seeds[plan[i].Seed];
            var partner = partners[i];
            var gap = plan[i].Gap;
            var target = result.Write(first + i, new RowProvenance(RowKind.Synthetic, seed, partner, gap));
            Between(features.Row(seed), features.Row(partner), gap, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Between(ReadOnlySpan<double> seed, ReadOnlySpan<double> partner, double gap, Span<double> target)
    {
        for (var c = 0; c < target.Length; c++)
        {
            target[c] = seed[c] + (gap * (partner[c] - seed[c]));
        }
    }
}
