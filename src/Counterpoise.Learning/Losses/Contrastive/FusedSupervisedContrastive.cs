using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>The supervised contrastive loss on normalised embeddings; its gradient is made in the same pass as the loss.</summary>
internal sealed class FusedSupervisedContrastive(IAnchorRows anchors, double temperature, ContrastiveReduction reduction) : CustomFunction
{
    // A block of similarities should stay in the second-level cache between its two uses.
    private const int BlockElements = 1 << 18;

    /// <summary>The loss of embeddings in the order that the anchors were made in.</summary>
    public static Tensor Loss(Tensor normalised, IAnchorRows anchors, double temperature, ContrastiveReduction reduction) =>
        anchors.Count == anchors.WithoutPositive ? (normalised * 0).Sum()
            : new FusedSupervisedContrastive(anchors, temperature, reduction).Apply(normalised);

    /// <summary>The loss of embeddings with all of their class as positives.</summary>
    public static Tensor Loss(Tensor normalised, Tensor labels, double temperature, ContrastiveReduction reduction)
    {
        var anchors = new SortedAnchors(labels.ToArray<long>());
        return Loss(normalised.IndexSelect(0, Tensor.FromArray(anchors.Order64)), anchors, temperature, reduction);
    }

    protected override Tensor Forward(Tensor?[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        var z = inputs[0]!;
        var gradient = z.ZerosLike();
        var loss = z.Type == ScalarType.Float64 ? Pass<double>(z, gradient) : Pass<float>(z, gradient);
        Save(gradient);
        return scope.Keep(Tensor.Full([], loss, z.Type));
    }

    protected override Tensor?[] Backward(Tensor gradient) => [Saved(0) * gradient];

    private double Pass<T>(Tensor z, Tensor gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = anchors.Count;
        var divisor = reduction switch
        {
            ContrastiveReduction.Sum => 1,
            ContrastiveReduction.MeanOfValid => count - anchors.WithoutPositive,
            _ => count,
        };
        var weight = T.One / T.CreateChecked(divisor);
        var losses = new double[count];
        var blockRows = Math.Max(1, Math.Min(count, BlockElements / count));
        using var block = Tensor.Empty([blockRows, count], z.Type);
        using var transposed = z.T();
        for (var start = 0; start < count; start += blockRows)
        {
            using var scope = torch.NewDisposeScope();
            var rows = Math.Min(blockRows, count - start);
            var here = z.Narrow(0, start, rows);
            var similarities = block.Narrow(0, 0, rows);
            TensorProduct.Into(similarities, here, transposed, 0, 1 / temperature);
            var first = start;
            ParallelFor.Run(0, rows, Math.Max(1, 8192 / count), (from, to) =>
            {
                var span = similarities.AsSpan<T>();
                for (var i = (int)from; i < to; i++)
                {
                    losses[first + i] = double.CreateChecked(anchors.LossAndGradient(first + i, span.Slice(i * count, count), weight));
                }
            });

            // The similarity s_ia moves both z_i and z_a.
            TensorProduct.Into(gradient.Narrow(0, start, rows), similarities, z, 1, 1 / temperature);
            TensorProduct.Into(gradient, similarities.T(), here, 1, 1 / temperature);
        }

        return losses.Sum() / divisor;
    }
}
