namespace Counterpoise.Learning.Training;

/// <summary>What a training came to; the model holds the weights of the best epoch.</summary>
/// <param name="BestEpoch">The epoch of the best watched metric, from 1; the last one where nothing is evaluated.</param>
/// <param name="BestMetric">That metric; null where nothing is evaluated.</param>
/// <param name="EpochsRun">Epochs trained.</param>
/// <param name="StoppedEarly">Whether the patience ran out.</param>
/// <param name="Records">What the log says of each epoch, by name.</param>
/// <param name="Warnings">What people were told on the way.</param>
/// <param name="Seconds">Training time of all sessions, in seconds.</param>
/// <param name="Steps">Optimiser steps taken.</param>
public sealed record LoopResult(
    int BestEpoch, double? BestMetric, int EpochsRun, bool StoppedEarly, IReadOnlyList<IReadOnlyDictionary<string, double>> Records,
    IReadOnlyList<string> Warnings, double Seconds, long Steps);
