using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>Makes the learning rate schedule that the options name.</summary>
internal static class ScheduleFactory
{
    public static LearningRateSchedule Create(TrainerOptions options, int batchesPerEpoch)
    {
        var perEpoch = (batchesPerEpoch + options.AccumulationSteps - 1) / options.AccumulationSteps;
        if (options.Schedule == ScheduleKind.OneCycle)
        {
            return new OneCycleSchedule(Math.Max(1, (long)options.Epochs * perEpoch));
        }

        var warmUp = (long)Math.Round(options.WarmUpEpochs * perEpoch);
        LearningRateSchedule then = options.Schedule == ScheduleKind.Cosine
            ? new CosineSchedule(Math.Max(1, ((long)options.Epochs * perEpoch) - warmUp))
            : new ConstantSchedule();
        return warmUp == 0 ? then : new WarmUpSchedule(warmUp, then);
    }
}
