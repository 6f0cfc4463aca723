using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// Runs a rule over many tensors in one pass: the elements of all are numbered through and shared evenly among threads.
/// Every element is computed alike whichever thread it falls to, so that results do not depend on their number.
/// </summary>
internal static unsafe class FusedLoop
{
    // Below this a thread costs more than it saves.
    private const long Grain = 32 * 1024;

    public static void Run<T, TRule>(IReadOnlyList<Update> updates, Func<Update, TRule> rule)
        where T : unmanaged
        where TRule : struct, IFusedRule<T>
    {
        if (updates.Count == 0)
        {
            return;
        }

        var lanes = new Lane<TRule>[updates.Count];
        var begins = new long[updates.Count];
        long total = 0;
        for (var i = 0; i < lanes.Length; i++)
        {
            var moments = updates[i].State.Moments;
            lanes[i] = new((nint)updates[i].Parameter.Data, (nint)updates[i].Gradient.Data, At(0), At(1), At(2), rule(updates[i]));
            begins[i] = total;
            total += updates[i].Parameter.Count;

            nint At(int k) => k < TRule.Moments ? (nint)moments[k].Data : 0;
        }

        ParallelFor.Run(0, total, Grain, (from, to) =>
        {
            var i = Array.BinarySearch(begins, from);
            i = i >= 0 ? i : ~i - 1;
            for (var at = from; at < to; i++)
            {
                var end = i + 1 < begins.Length ? begins[i + 1] : total;
                var until = Math.Min(end, to);
                Part<T, TRule>(lanes[i], at - begins[i], until - begins[i]);
                at = until;
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Part<T, TRule>(in Lane<TRule> lane, long from, long to)
        where T : unmanaged
        where TRule : struct, IFusedRule<T>
    {
        var p = (T*)lane.Parameter;
        var g = (T*)lane.Gradient;
        var a = (T*)lane.First;
        var b = (T*)lane.Second;
        var c = (T*)lane.Third;
        var rule = lane.Rule;
        var i = from;
        for (; i + Vector<T>.Count <= to; i += Vector<T>.Count)
        {
            Step(rule, p + i, g + i, a + i, b + i, c + i);
        }

        if (i < to)
        {
            // The rest goes through the same vector code in a buffer, so that an element's value never depends on its place.
            var rest = (int)(to - i);
            var width = Vector<T>.Count;
            var buffer = stackalloc T[5 * width];
            var sources = stackalloc T*[] { p + i, g + i, a + i, b + i, c + i };
            for (var k = 0; k < 2 + TRule.Moments; k++)
            {
                new Span<T>(sources[k], rest).CopyTo(new Span<T>(buffer + (k * width), rest));
            }

            Step(rule, buffer, buffer + width, buffer + (2 * width), buffer + (3 * width), buffer + (4 * width));
            for (var k = 0; k < 2 + TRule.Moments; k++)
            {
                if (k != 1)
                {
                    new Span<T>(buffer + (k * width), rest).CopyTo(new Span<T>(sources[k], rest));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T, TRule>(TRule rule, T* p, T* g, T* a, T* b, T* c)
        where T : unmanaged
        where TRule : struct, IFusedRule<T>
    {
        var parameter = Vector.Load(p);
        var first = TRule.Moments > 0 ? Vector.Load(a) : default;
        var second = TRule.Moments > 1 ? Vector.Load(b) : default;
        var third = TRule.Moments > 2 ? Vector.Load(c) : default;
        rule.Apply(ref parameter, Vector.Load(g), ref first, ref second, ref third);
        parameter.Store(p);
        if (TRule.Moments > 0)
        {
            first.Store(a);
        }

        if (TRule.Moments > 1)
        {
            second.Store(b);
        }

        if (TRule.Moments > 2)
        {
            third.Store(c);
        }
    }

    private readonly record struct Lane<TRule>(nint Parameter, nint Gradient, nint First, nint Second, nint Third, TRule Rule);
}
