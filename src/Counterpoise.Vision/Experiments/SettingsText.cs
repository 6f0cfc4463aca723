using System.Reflection;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;

namespace Counterpoise.Vision.Experiments;

/// <summary>
/// The text of options that the hash of a cell is made of. A property that came after the first cells were kept stands in it only where it
/// is not its default, so that cells kept before are found again.
/// </summary>
internal static class SettingsText
{
    private static readonly HashSet<string> FirstOfMethods =
    [
        nameof(MethodOptions.ClassTerm), nameof(MethodOptions.Contrastive), nameof(MethodOptions.ContrastiveTerm), nameof(MethodOptions.FixedTemperature),
        nameof(MethodOptions.FixedWeight), nameof(MethodOptions.Adaptive), nameof(MethodOptions.WeightScale), nameof(MethodOptions.ClassReduction),
        nameof(MethodOptions.ContrastiveReduction), nameof(MethodOptions.ContrastiveBaseTemperature), nameof(MethodOptions.AdjustmentStrength),
        nameof(MethodOptions.EffectiveNumberBeta), nameof(MethodOptions.FocalGamma), nameof(MethodOptions.Projection), nameof(MethodOptions.ProjectionSize),
    ];

    private static readonly HashSet<string> FirstOfTraining =
    [
        nameof(TrainerOptions.Epochs), nameof(TrainerOptions.BatchSize), nameof(TrainerOptions.Seed), nameof(TrainerOptions.Optimizer), nameof(TrainerOptions.LearningRate),
        nameof(TrainerOptions.WeightDecay), nameof(TrainerOptions.Schedule), nameof(TrainerOptions.WarmUpEpochs), nameof(TrainerOptions.Sampler), nameof(TrainerOptions.Views),
        nameof(TrainerOptions.AccumulationSteps), nameof(TrainerOptions.ClipNorm), nameof(TrainerOptions.EmaDecay), nameof(TrainerOptions.BFloat16),
        nameof(TrainerOptions.FrozenBackboneEpochs), nameof(TrainerOptions.BackboneRate), nameof(TrainerOptions.WatchedMetric), nameof(TrainerOptions.Patience),
        nameof(TrainerOptions.CheckpointSteps),
    ];

    /// <summary>What a method does.</summary>
    public static string Of(MethodOptions options) => Of(options, new MethodOptions(), FirstOfMethods);

    /// <summary>How a model is trained.</summary>
    public static string Of(TrainerOptions options) => Of(options, new TrainerOptions(), FirstOfTraining);

    /// <summary>As a record prints itself, less the later properties that have their defaults.</summary>
    private static string Of<T>(T options, T defaults, HashSet<string> first)
    {
        var shown = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => first.Contains(p.Name) || !Equals(p.GetValue(options), p.GetValue(defaults)))
            .Select(p => $"{p.Name} = {p.GetValue(options)}");
        return $"{typeof(T).Name} {{ {string.Join(", ", shown)} }}";
    }
}
