namespace Counterpoise.Bench.Engine;

/// <summary>Sides that do the same in turns.</summary>
/// <param name="Key">The first part of its figures' names.</param>
/// <param name="Task">What they do.</param>
/// <param name="Sides">Who; ours comes first.</param>
internal sealed record EngineRow(string Key, EngineTask Task, params EngineSide[] Sides)
{
    /// <summary>All rows of the bench.</summary>
    internal static IReadOnlyList<EngineRow> All { get; } =
    [
        new("train_fp32", new(EngineTaskKind.Train, 224), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned, EngineSide.OursBf16),
        new("train_fp32", new(EngineTaskKind.Train, 64), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("train_fp32", new(EngineTaskKind.Train, 32), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("train_fp32_adamw", new(EngineTaskKind.Train, 224, Optimizer: "adamw"), EngineSide.Ours),
        new("train_fp32_adamw", new(EngineTaskKind.Train, 32, Optimizer: "adamw"), EngineSide.Ours, EngineSide.Tuned),
        new("acl_fp32", new(EngineTaskKind.Contrastive, 224), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("acl_fp32", new(EngineTaskKind.Contrastive, 32), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("infer_fp32", new(EngineTaskKind.Infer, 224), EngineSide.Ours, EngineSide.OnnxRuntime, EngineSide.Tuned, EngineSide.OursBf16),
        new("train_fp32", new(EngineTaskKind.Train, 224, EngineTask.ResNet18), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("train_fp32", new(EngineTaskKind.Train, 64, EngineTask.ResNet18), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("train_fp32", new(EngineTaskKind.Train, 32, EngineTask.ResNet18), EngineSide.Ours, EngineSide.TorchSharp, EngineSide.Tuned),
        new("infer_fp32", new(EngineTaskKind.Infer, 224, EngineTask.ResNet18), EngineSide.Ours, EngineSide.OnnxRuntime, EngineSide.Tuned),
    ];

    /// <summary>What ends its figures' names: the network where it is no MobileNetV3, and the size where it is not 224.</summary>
    internal string Suffix => NetworkSuffix + (Task.Size == 224 ? "" : FormattableString.Invariant($"_{Task.Size}"));

    /// <summary>What <c>--only</c> is compared with.</summary>
    internal string Name => FormattableString.Invariant($"{Key}{NetworkSuffix}_{Task.Size}");

    private string NetworkSuffix => Task.Network == EngineTask.MobileNet ? "" : $"_{Task.Network}";
}
