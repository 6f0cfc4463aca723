using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Steps;

/// <summary>What a weight network sees of a row.</summary>
public static class WeightInputs
{
    /// <summary>The row's loss, [N, 1], as in Meta-Weight-Net.</summary>
    public static Tensor Loss(ModelOutput output, NamedBatch batch, Tensor losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return losses.Unsqueeze(1);
    }

    /// <summary>
    /// An extra of the model, normalised over its features, beside the row's class as one of C, and the loss where wanted: [N, D + C] or
    /// [N, D + C + 1].
    /// </summary>
    /// <param name="extra">The extra's name; its shape is [N, …].</param>
    /// <param name="classes">C.</param>
    /// <param name="withLoss">Whether the loss is the last column.</param>
    /// <param name="target">The name of the classes among the targets.</param>
    public static Func<ModelOutput, NamedBatch, Tensor, Tensor> Feature(
        string extra, int classes, bool withLoss = false, string target = TrainingBatch.LabelTarget) => (output, batch, losses) =>
        {
            var raw = output.Extra(extra).Detach();
            // Maps are averaged over their places, so that every layer gives one row.
            var flat = raw.Rank > 2 ? raw.Reshape(raw.Size(0), raw.Size(1), -1).Mean(2) : raw;
            var features = nn.functional.layer_norm(flat, [flat.Size(1)]);
            var own = nn.functional.one_hot(batch.Target(target), classes).To(features.Type);
            return withLoss
                ? Tensor.Concatenate([features, own, losses.Unsqueeze(1).To(features.Type)], 1)
                : Tensor.Concatenate([features, own], 1);
        };
}
