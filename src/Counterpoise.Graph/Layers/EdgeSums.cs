using Counterpoise.Torch;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// Sums, means, maxima and softmaxes over the edges into each row, and back: what a graph layer is made of. On the CPU they are kernels of
/// their own, elsewhere libtorch's gather and index_add.
/// </summary>
/// <remarks>
/// O(e d) time; memory beside inputs and outputs: none for sums and means, [e] for a softmax. All have a first derivative.
/// </remarks>
public static class EdgeSums
{
    /// <summary>y_i = Σ_e w_e x_source(e) over the edges e into i; 0 where none comes in.</summary>
    /// <param name="x">Values of the sources, [s, H d].</param>
    /// <param name="edges">The edges.</param>
    /// <param name="weights">A weight for each edge and head in the order of the targets, [e] or [e, H]; null for 1. Head h weighs columns
    /// h d to (h + 1) d − 1.</param>
    /// <returns>[t, H d].</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static Tensor Sum(Tensor x, EdgeSet edges, Tensor? weights = null)
    {
        Check(x, edges);
        var heads = weights is null || weights.Rank == 1 ? 1 : (int)weights.Size(1);
        if (weights is not null && (weights.Size(0) != edges.Count || x.Size(1) % heads != 0))
        {
            throw new ArgumentException(
                $"weights of shape {weights.ShapeText} do not fit {edges.Count} edges and values of shape {x.ShapeText}; expected [e] or "
                    + $"[e, H] with H a divisor of the width",
                nameof(weights));
        }

        return RowLoops.HasKernel(x) ? new WeightedSum(edges, heads).Of(x, weights) : ScatterSums.Sum(x, edges, weights);
    }

    /// <summary>The mean of the sources' values over the edges into each row; 0 where none comes in.</summary>
    /// <param name="x">[s, d].</param>
    /// <param name="edges">The edges.</param>
    /// <returns>[t, d].</returns>
    public static Tensor Mean(Tensor x, EdgeSet edges)
    {
        Check(x, edges);
        return Sum(x, edges, edges.MeanWeights(x.Type, x.device));
    }

    /// <summary>The largest of the sources' values over the edges into each row, column by column; 0 where none comes in. The gradient goes
    /// to the first of equal ones.</summary>
    /// <param name="x">[s, d], on the CPU.</param>
    /// <param name="edges">The edges.</param>
    /// <returns>[t, d].</returns>
    public static Tensor Max(Tensor x, EdgeSet edges)
    {
        Check(x, edges);
        return RowLoops.HasKernel(x) ? new SegmentMax(edges).Of(x) : ScatterSums.Max(x, edges);
    }

    /// <summary>
    /// softmax of scores over the edges into each row and of each head, shifted by the largest so that nothing overflows.
    /// </summary>
    /// <param name="scores">In the order of the targets, [e, H].</param>
    /// <param name="edges">The edges.</param>
    /// <returns>[e, H]; the edges into a row sum to 1.</returns>
    public static Tensor Softmax(Tensor scores, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(edges);
        if (scores.Rank != 2 || scores.Size(0) != edges.Count)
        {
            throw new ArgumentException($"scores of shape {scores.ShapeText}; expected [{edges.Count}, heads]", nameof(scores));
        }

        return RowLoops.HasKernel(scores) ? new SegmentSoftmax(edges).Of(scores) : ScatterSums.Softmax(scores, edges);
    }

    /// <summary>The value of each edge's source, in the order of the targets: [s, d] to [e, d].</summary>
    /// <param name="x">[s, d].</param>
    /// <param name="edges">The edges.</param>
    public static Tensor FromSources(Tensor x, EdgeSet edges)
    {
        Check(x, edges);
        return RowLoops.HasKernel(x) ? new EdgeGather(edges, fromSources: true).Of(x) : x.index_select(0, edges.SourceIndex(x.device));
    }

    /// <summary>The value of each edge's target, in the order of the targets: [t, d] to [e, d].</summary>
    /// <param name="x">[t, d].</param>
    /// <param name="edges">The edges.</param>
    public static Tensor FromTargets(Tensor x, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(edges);
        if (x.Rank != 2 || x.Size(0) != edges.TargetCount)
        {
            throw new ArgumentException($"values of shape {x.ShapeText}; expected [{edges.TargetCount}, width]", nameof(x));
        }

        return RowLoops.HasKernel(x) ? new EdgeGather(edges, fromSources: false).Of(x) : x.index_select(0, edges.TargetIndex(x.device));
    }

    private static void Check(Tensor x, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(edges);
        if (x.Rank != 2 || x.Size(0) != edges.SourceCount)
        {
            throw new ArgumentException($"values of shape {x.ShapeText}; expected [{edges.SourceCount}, width]", nameof(x));
        }
    }
}
