using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>The row of each edge's source or target; the backward sums over the edges of a row.</summary>
internal sealed class EdgeGather(EdgeSet edges, bool fromSources) : CustomFunction
{
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
        var result = torch.empty(edges.Count, width, dtype: x.Type);
        if (edges.Count == 0)
        {
            return result;
        }

        T* from = RowLoops.Start<T>(x), to = RowLoops.Start<T>(result);
        var rows = fromSources ? edges.Incoming.Neighbors : edges.TargetOf;
        for (var place = 0; place < rows.Length; place++)
        {
            new ReadOnlySpan<T>(from + ((long)rows[place] * width), width).CopyTo(new Span<T>(to + ((long)place * width), width));
        }

        return result;
    }

    private unsafe Tensor Backward<T>(Tensor gradient)
        where T : unmanaged, INumber<T>
    {
        var width = (int)gradient.Size(1);
        var rows = fromSources ? edges.SourceCount : edges.TargetCount;
        var result = torch.zeros(rows, width, dtype: gradient.Type);
        if (edges.Count == 0)
        {
            return result;
        }

        T* g = RowLoops.Start<T>(gradient), to = RowLoops.Start<T>(result);
        var (offsets, places) = fromSources ? (edges.Outgoing.Offsets, edges.Outgoing.Edges) : (edges.Incoming.Offsets, null);
        for (var row = 0; row < rows; row++)
        {
            for (var i = offsets[row]; i < offsets[row + 1]; i++)
            {
                RowLoops.Add(g + ((long)(places is null ? i : places[i]) * width), to + ((long)row * width), width);
            }
        }

        return result;
    }
}
