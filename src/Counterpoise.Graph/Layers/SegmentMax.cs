using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>The largest value over the edges into each row, column by column, with the source it came from kept for the backward.</summary>
internal sealed class SegmentMax(EdgeSet edges) : CustomFunction
{
    private int[] _chosen = [];

    internal Tensor Of(Tensor x) => Apply(x);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        var x = inputs[0]!.contiguous();
        return x.Type == ScalarType.Float32 ? Forward<float>(x) : Forward<double>(x);
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var g = gradient.contiguous();
        return [g.Type == ScalarType.Float32 ? Backward<float>(g) : Backward<double>(g)];
    }

    private unsafe Tensor Forward<T>(Tensor x)
        where T : unmanaged, INumber<T>
    {
        var width = (int)x.Size(1);
        var result = torch.zeros(edges.TargetCount, width, dtype: x.Type);
        var chosen = new int[edges.TargetCount * width];
        Array.Fill(chosen, -1);
        T* from = RowLoops.Start<T>(x), to = RowLoops.Start<T>(result);
        var (offsets, neighbors) = (edges.Incoming.Offsets, edges.Incoming.Neighbors);
        ParallelFor.Run(0, edges.TargetCount, RowLoops.Grain, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                for (var place = offsets[t]; place < offsets[t + 1]; place++)
                {
                    var row = from + ((long)neighbors[place] * width);
                    for (var k = 0; k < width; k++)
                    {
                        var at = (t * width) + k;
                        if (chosen[at] < 0 || row[k] > to[at])
                        {
                            (chosen[at], to[at]) = (neighbors[place], row[k]);
                        }
                    }
                }
            }
        });
        _chosen = chosen;
        return result;
    }

    private unsafe Tensor Backward<T>(Tensor gradient)
        where T : unmanaged, INumber<T>
    {
        var width = (int)gradient.Size(1);
        var result = torch.zeros(edges.SourceCount, width, dtype: gradient.Type);
        T* g = RowLoops.Start<T>(gradient), to = RowLoops.Start<T>(result);
        for (var at = 0; at < _chosen.Length; at++)
        {
            if (_chosen[at] >= 0)
            {
                to[((long)_chosen[at] * width) + (at % width)] += g[at];
            }
        }

        return result;
    }
}
