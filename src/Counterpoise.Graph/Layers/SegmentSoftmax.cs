using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>softmax over the edges into each row; the backward is a (g − Σ a g) with a the softmax.</summary>
internal sealed class SegmentSoftmax(EdgeSet edges) : CustomFunction
{
    internal Tensor Of(Tensor scores) => Apply(scores);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        var scores = inputs[0]!.contiguous();
        return Save(scores.Type == ScalarType.Float32 ? Forward<float>(scores) : Forward<double>(scores));
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var g = gradient.contiguous();
        return [g.Type == ScalarType.Float32 ? Backward<float>(g, Saved(0)) : Backward<double>(g, Saved(0))];
    }

    private unsafe Tensor Forward<T>(Tensor scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var heads = (int)scores.Size(1);
        var result = torch.empty_like(scores);
        T* from = RowLoops.Start<T>(scores), to = RowLoops.Start<T>(result);
        var offsets = edges.Incoming.Offsets;
        ParallelFor.Run(0, edges.TargetCount, RowLoops.Grain, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                for (var h = 0; h < heads; h++)
                {
                    var (highest, sum) = (T.NegativeInfinity, T.Zero);
                    for (var place = offsets[t]; place < offsets[t + 1]; place++)
                    {
                        highest = T.Max(highest, from[((long)place * heads) + h]);
                    }

                    for (var place = offsets[t]; place < offsets[t + 1]; place++)
                    {
                        sum += to[((long)place * heads) + h] = T.Exp(from[((long)place * heads) + h] - highest);
                    }

                    for (var place = offsets[t]; place < offsets[t + 1]; place++)
                    {
                        to[((long)place * heads) + h] /= sum;
                    }
                }
            }
        });
        return result;
    }

    private unsafe Tensor Backward<T>(Tensor gradient, Tensor softmax)
        where T : unmanaged, INumber<T>
    {
        var heads = (int)softmax.Size(1);
        var result = torch.empty_like(softmax);
        T* g = RowLoops.Start<T>(gradient), a = RowLoops.Start<T>(softmax), to = RowLoops.Start<T>(result);
        var offsets = edges.Incoming.Offsets;
        ParallelFor.Run(0, edges.TargetCount, RowLoops.Grain, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                for (var h = 0; h < heads; h++)
                {
                    var sum = T.Zero;
                    for (var place = offsets[t]; place < offsets[t + 1]; place++)
                    {
                        sum += a[((long)place * heads) + h] * g[((long)place * heads) + h];
                    }

                    for (var place = offsets[t]; place < offsets[t + 1]; place++)
                    {
                        var at = ((long)place * heads) + h;
                        to[at] = a[at] * (g[at] - sum);
                    }
                }
            }
        });
        return result;
    }
}
