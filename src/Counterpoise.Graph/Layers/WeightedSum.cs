using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>y_i = Σ_e w_e x_source(e): the forward reads edges by target, the backward by source, and neither holds a message.</summary>
internal sealed class WeightedSum(EdgeSet edges, int heads) : CustomFunction
{
    private bool _weighted, _wantsX, _wantsWeights;

    internal Tensor Of(Tensor x, Tensor? weights)
    {
        (_weighted, _wantsX, _wantsWeights) = (weights is not null, x.requires_grad, weights is { requires_grad: true });
        return Apply(x, weights);
    }

    protected override Tensor Forward(Tensor?[] inputs)
    {
        var x = inputs[0]!.contiguous();
        var weights = inputs[1]?.to_type(x.Type).contiguous();
        if (_weighted)
        {
            Save(weights!);
            if (_wantsWeights)
            {
                Save(x);
            }
        }

        return x.Type == ScalarType.Float32 ? Forward<float>(x, weights) : Forward<double>(x, weights);
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var g = gradient.contiguous();
        var weights = _weighted ? Saved(0) : null;
        var x = _wantsWeights ? Saved(1) : null;
        return g.Type == ScalarType.Float32
            ? [_wantsX ? ForX<float>(g, weights) : null, x is null ? null : ForWeights<float>(g, x, weights!)]
            : [_wantsX ? ForX<double>(g, weights) : null, x is null ? null : ForWeights<double>(g, x, weights!)];
    }

    private unsafe Tensor Forward<T>(Tensor x, Tensor? weights)
        where T : unmanaged, INumber<T>
    {
        var width = (int)x.Size(1);
        var result = torch.zeros(edges.TargetCount, width, dtype: x.Type);
        T* from = RowLoops.Start<T>(x), to = RowLoops.Start<T>(result), w = weights is null ? null : RowLoops.Start<T>(weights);
        var (offsets, neighbors, wide) = (edges.Incoming.Offsets, edges.Incoming.Neighbors, width / heads);
        ParallelFor.Run(0, edges.TargetCount, RowLoops.Grain, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                var row = to + (t * width);
                for (var place = offsets[t]; place < offsets[t + 1]; place++)
                {
                    Add(from + ((long)neighbors[place] * width), row, w, place, width, wide);
                }
            }
        });
        return result;
    }

    private unsafe Tensor ForX<T>(Tensor gradient, Tensor? weights)
        where T : unmanaged, INumber<T>
    {
        var width = (int)gradient.Size(1);
        var result = torch.zeros(edges.SourceCount, width, dtype: gradient.Type);
        T* from = RowLoops.Start<T>(gradient), to = RowLoops.Start<T>(result), w = weights is null ? null : RowLoops.Start<T>(weights);
        var (offsets, targets, places, wide) = (edges.Outgoing.Offsets, edges.Outgoing.Neighbors, edges.Outgoing.Edges, width / heads);
        ParallelFor.Run(0, edges.SourceCount, RowLoops.Grain, (first, end) =>
        {
            for (var s = first; s < end; s++)
            {
                var row = to + (s * width);
                for (var i = offsets[s]; i < offsets[s + 1]; i++)
                {
                    Add(from + ((long)targets[i] * width), row, w, places[i], width, wide);
                }
            }
        });
        return result;
    }

    private unsafe Tensor ForWeights<T>(Tensor gradient, Tensor x, Tensor weights)
        where T : unmanaged, INumber<T>
    {
        var width = (int)x.Size(1);
        var result = torch.zeros(weights.Shape, dtype: x.Type);
        T* from = RowLoops.Start<T>(x), g = RowLoops.Start<T>(gradient), to = RowLoops.Start<T>(result);
        var (offsets, neighbors, wide, heads1) = (edges.Incoming.Offsets, edges.Incoming.Neighbors, width / heads, heads);
        ParallelFor.Run(0, edges.TargetCount, RowLoops.Grain, (first, end) =>
        {
            for (var t = first; t < end; t++)
            {
                for (var place = offsets[t]; place < offsets[t + 1]; place++)
                {
                    for (var h = 0; h < heads1; h++)
                    {
                        to[((long)place * heads1) + h] = RowLoops.Dot(from + ((long)neighbors[place] * width) + (h * wide),
                            g + (t * width) + (h * wide), wide);
                    }
                }
            }
        });
        return result;
    }

    private unsafe void Add<T>(T* from, T* row, T* weights, int place, int width, int wide)
        where T : unmanaged, INumber<T>
    {
        if (weights is null)
        {
            RowLoops.Add(from, row, width);
            return;
        }

        for (var h = 0; h < heads; h++)
        {
            RowLoops.AddScaled(weights[((long)place * heads) + h], from + (h * wide), row + (h * wide), wide);
        }
    }
}
