using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Objectives;

/// <summary>A loss for each row, averaged over the batch: L = (1/N) Σ wᵢ Lᵢ with the batch's row weights, wᵢ = 1 without them.</summary>
/// <remarks>
/// Weights are not divided by their sum, so that a row's gradient does not depend on its neighbours: scale them to mean 1. O(N).
/// </remarks>
/// <param name="name">What the log calls the mean of the unweighted losses.</param>
/// <param name="rowLosses">From output and batch to the losses of the rows, [N].</param>
public sealed class RowObjective(string name, Func<ModelOutput, NamedBatch, Tensor> rowLosses) : IObjective
{
    /// <summary>Cross-entropy of logits, [N, C], and classes, [N] int64.</summary>
    /// <param name="target">The name of the classes among the targets.</param>
    public static RowObjective CrossEntropy(string target = TrainingBatch.LabelTarget) => new(
        "cross_entropy",
        (output, batch) => nn.functional.cross_entropy(output.Prediction, batch.Target(target), reduction: nn.Reduction.None));

    /// <summary>Squared distance between prediction and target, [N] or [N, D], summed over D.</summary>
    /// <param name="target">The name of the target.</param>
    public static RowObjective SquaredError(string target) => new(
        "squared_error", (output, batch) => (output.Prediction - batch.Target(target)).Square().Reshape(batch.RowCount, -1).Sum(1));

    /// <inheritdoc/>
    public LossTerms Compute(ModelOutput output, NamedBatch batch, StepPosition position)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        var losses = rowLosses(output, batch);
        var mean = losses.Mean();
        return new LossTerms(batch.RowWeights is { } weights ? (losses * weights).Mean() : mean)
        {
            Terms = new Dictionary<string, Tensor> { [name] = mean },
        };
    }
}
