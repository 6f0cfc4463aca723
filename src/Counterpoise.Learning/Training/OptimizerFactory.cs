using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>Makes the optimiser and the schedule that the options name.</summary>
internal static class OptimizerFactory
{
    /// <summary>Two groups: the backbone, and the heads (the last group).</summary>
    public static Optimizer Create(EmbeddingClassifier model, ProjectionHead? projection, nn.Module? learnt, TrainerOptions options)
    {
        var backbone = model.NamedParameters().Where(p => model.IsBackbone(p.Key)).Select(p => p.Value).ToList();
        var heads = model.NamedParameters().Where(p => !model.IsBackbone(p.Key)).Select(p => p.Value).Concat(projection?.Parameters() ?? []).Concat(learnt?.Parameters() ?? []).ToList();
        (List<Tensor> Parameters, double Rate)[] groups = [.. new[] { (backbone, options.LearningRate * options.BackboneRate), (heads, options.LearningRate) }.Where(g => g.Item1.Count > 0)];
        if (options.Optimizer == OptimizerKind.Sgd)
        {
            return new Sgd([.. groups.Select(g => ((IEnumerable<Tensor>)g.Parameters, new SgdOptions { LearningRate = g.Rate, Momentum = 0.9, Nesterov = true, WeightDecay = options.WeightDecay }))]);
        }

        var adam = groups.Select(g => ((IEnumerable<Tensor>)g.Parameters, new AdamOptions { LearningRate = g.Rate, WeightDecay = options.WeightDecay })).ToArray();
        return options.Optimizer == OptimizerKind.AdamW ? new AdamW(adam) : new Adam(adam);
    }

    public static LearningRateSchedule Schedule(TrainerOptions options, int batchesPerEpoch)
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
