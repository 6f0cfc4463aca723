namespace Counterpoise.Learning.Training;

/// <summary>How far a run is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">Batches of this epoch that are done.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">Mean loss of this epoch so far.</param>
/// <param name="RowsPerSecond">Rows (images, not views) a second in this session.</param>
/// <param name="Remaining">Time to the last epoch at that rate; null while this session has trained on no row.</param>
/// <param name="WatchedMetric">The watched metric when an epoch has just been evaluated, else null.</param>
/// <param name="Warning">What people should know, when there is news, else null.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double RowsPerSecond, TimeSpan? Remaining,
    double? WatchedMetric, string? Warning);
