namespace Counterpoise.Bench.Engine;

/// <summary>One comparison: our process against the peer's, which may try several memory formats.</summary>
/// <param name="Name">What both sides are asked for: task-precision-variant-side.</param>
/// <param name="Group">The ratio it counts for.</param>
/// <param name="Images">Images per step.</param>
/// <param name="Formats">What the peer tries; empty where there is only one.</param>
internal sealed record EngineCase(string Name, string Group, int Images, string[] Formats)
{
    private static readonly string[] Both = ["nchw", "nhwc"];
    private static readonly string[] One = [""];

    internal static IReadOnlyList<EngineCase> All { get; } =
    [
        new("train-fp32-sgd-224", "train_fp32", 32, Both),
        new("train-fp32-adamw-224", "train_fp32", 32, Both),
        new("train-bf16-sgd-224", "train_bf16", 32, Both),
        new("train-bf16-adamw-224", "train_bf16", 32, Both),
        new("infer-fp32-none-224", "infer_fp32", 32, Both),
        new("infer-bf16-none-224", "infer_bf16", 32, Both),
        new("train-fp32-sgd-64", "train_fp32_64px", 64, Both),
        new("train-fp32-sgd-32", "train_fp32_32px", 128, Both),
        new("call", "operator_call", 1, One),
    ];

    /// <summary>What is measured in turns: the same task in both precisions.</summary>
    internal string Row => Name.Replace("bf16", "fp32", StringComparison.Ordinal);

    internal static int BatchOf(string size) => size switch { "32" => 128, "64" => 64, _ => 32 };
}
