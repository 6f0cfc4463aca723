using Counterpoise.Torch.Collectives;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Trains over several processes, each with its share of every batch: rank r of R takes rows r, r + R, r + 2R, … of the batch that one
/// process would take. Losses are weighed by the ranks' shares of the rows and gradients summed up, so that a step is the one of the joined
/// batch.
/// </summary>
/// <remarks>
/// This holds for class terms that are means over rows. What compares rows with each other sees those of its own rank: a contrastive term
/// contrasts a rank's anchors with that rank's rows, mixing picks partners among them, and a class term that is divided by a sum of weights
/// uses that rank's sum. Dropout draws its own masks on each rank. All ranks need the same data, options and library; only rank 0 reads and
/// writes the run's folder.
/// </remarks>
/// <param name="Group">The processes; it stays the caller's.</param>
public sealed record DataParallel(ProcessGroup Group)
{
    /// <summary>
    /// Whether batch norms take their statistics over the rows of all ranks, without which a step is not that of the joined batch;
    /// otherwise each rank uses its own rows and rank 0's running statistics are kept. Default true.
    /// </summary>
    public bool SynchronizeBatchNorm { get; init; } = true;
}
