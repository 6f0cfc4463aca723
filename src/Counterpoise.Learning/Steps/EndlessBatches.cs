using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Sampling;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// A second source of batches beside the training's own, such as a meta set: the batch of a step is a function of the step's number.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="sampler">Which rows form a batch; its epochs follow one another without end.</param>
public sealed class EndlessBatches(INamedBatchSource source, IBatchSampler sampler)
{
    private int _epoch = -1;
    private IReadOnlyList<int[]> _batches = [];

    /// <summary>The batch of a step; the caller disposes it.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="device">Where it is wanted.</param>
    public NamedBatch At(long step, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var (epoch, at) = ((int)(step / sampler.BatchesPerEpoch), (int)(step % sampler.BatchesPerEpoch));
        if (epoch != _epoch)
        {
            (_epoch, _batches) = (epoch, sampler.Batches(epoch));
        }

        var batch = source.Read([_batches[at]], epoch, CancellationToken.None).Single();
        batch.MoveTo(device);
        return batch;
    }
}
