using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// The same sums written with libtorch's own gather and scatter: for devices without kernels here, and what those kernels are measured
/// against.
/// They hold [e, d] in memory.
/// </summary>
public static class ScatterSums
{
    /// <summary>As <see cref="EdgeSums.Sum"/>.</summary>
    /// <param name="x">[s, H d].</param>
    /// <param name="edges">The edges.</param>
    /// <param name="weights">[e], [e, H] or null.</param>
    public static Tensor Sum(Tensor x, EdgeSet edges, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(edges);
        var messages = x.index_select(0, edges.SourceIndex(x.device));
        if (weights is not null)
        {
            var heads = weights.Rank == 1 ? 1 : weights.Size(1);
            messages = (messages.reshape(edges.Count, heads, -1) * weights.reshape(edges.Count, heads, 1)).reshape(edges.Count, x.Size(1));
        }

        return torch.zeros(edges.TargetCount, x.Size(1), dtype: x.Type, device: x.device)
            .index_add(0, edges.TargetIndex(x.device), messages, 1);
    }

    /// <summary>As <see cref="EdgeSums.Softmax"/>.</summary>
    /// <param name="scores">[e, H].</param>
    /// <param name="edges">The edges.</param>
    public static Tensor Softmax(Tensor scores, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(edges);
        var target = edges.TargetIndex(scores.device);
        Tensor highest;
        using (torch.no_grad())
        {
            highest = Largest(scores.detach(), edges).index_select(0, target);
        }

        var exponents = (scores - highest).exp();
        var sums = torch.zeros(edges.TargetCount, scores.Size(1), dtype: scores.Type, device: scores.device)
            .index_add(0, target, exponents, 1);
        return exponents / sums.index_select(0, target);
    }

    /// <summary>As <see cref="EdgeSums.Max"/>.</summary>
    /// <param name="x">[s, d].</param>
    /// <param name="edges">The edges.</param>
    public static Tensor Max(Tensor x, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(edges);
        var messages = x.index_select(0, edges.SourceIndex(x.device));
        Tensor picked;
        using (torch.no_grad())
        {
            // The first edge that has the largest value, one for each row and column.
            var highest = Largest(messages.detach(), edges).index_select(0, edges.TargetIndex(x.device));
            var places = torch.arange(edges.Count, device: x.device).unsqueeze(1).expand_as(messages);
            var candidates = torch.where(messages.detach().eq(highest), -places, torch.full_like(places, -(edges.Count + 1)));
            picked = (-Largest(candidates.to_type(ScalarType.Float64), edges)).to_type(ScalarType.Int64);
        }

        var empty = picked.gt(edges.Count - 1).bitwise_or(picked.lt(0));
        return messages.gather(0, picked.clamp(0, Math.Max(0, edges.Count - 1))).masked_fill(empty, 0);
    }

    /// <summary>
    /// The largest value over the edges into each row; −(e + 2) where none comes in and values are places, else the least value.
    /// </summary>
    private static Tensor Largest(Tensor values, EdgeSet edges)
    {
        // libtorch's padded rows: edges are in the order of their targets, so each row is one run of places.
        var widest = 1;
        for (var t = 0; t < edges.TargetCount; t++)
        {
            widest = Math.Max(widest, edges.Incoming.Degree(t));
        }

        var start = torch.tensor(Array.ConvertAll(edges.Incoming.Offsets[..^1], o => (long)o), device: values.device);
        var end = torch.tensor(Array.ConvertAll(edges.Incoming.Offsets[1..], o => (long)o), device: values.device);
        var result = torch.full(edges.TargetCount, values.Size(1), double.NegativeInfinity, dtype: values.Type, device: values.device);
        for (var k = 0; k < widest; k++)
        {
            var place = (start + k).clamp(0, Math.Max(0, edges.Count - 1));
            var inside = (start + k).lt(end).unsqueeze(1);
            result = torch.where(inside, result.maximum(values.index_select(0, place)), result);
        }

        return result;
    }
}
