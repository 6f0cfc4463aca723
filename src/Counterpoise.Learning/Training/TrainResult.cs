using Counterpoise.Comparisons;

namespace Counterpoise.Learning.Training;

/// <summary>What training came to; the model holds the weights of the best epoch.</summary>
/// <param name="BestEpoch">The epoch of the best watched metric, from 1; the last one without a validation split.</param>
/// <param name="BestMetric">That metric; null without a validation split.</param>
/// <param name="EpochsRun">Epochs trained.</param>
/// <param name="StoppedEarly">Whether the patience ran out.</param>
/// <param name="Curve">One point an epoch.</param>
/// <param name="Warnings">What people were told on the way.</param>
/// <param name="Seconds">Training time of all sessions, in seconds.</param>
public sealed record TrainResult(int BestEpoch, double? BestMetric, int EpochsRun, bool StoppedEarly, IReadOnlyList<TrainingEpoch> Curve,
    IReadOnlyList<string> Warnings, double Seconds);
