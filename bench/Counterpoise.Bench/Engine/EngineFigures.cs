namespace Counterpoise.Bench.Engine;

/// <summary>
/// The figures of a row: <c>_vs_</c> is theirs over ours for time and ours over theirs for memory; time is processor seconds, or elapsed
/// ones where <c>_wall</c> says so.
/// </summary>
internal static class EngineFigures
{
    public static IEnumerable<KeyValuePair<string, double>> Of(EngineRow row, IReadOnlyDictionary<EngineSide, Peer> sides)
    {
        var ours = sides[EngineSide.Ours];
        foreach (var (side, peer) in sides.Where(s => s.Key is not (EngineSide.Ours or EngineSide.OursBf16)))
        {
            var name = side switch { EngineSide.TorchSharp => "torchsharp", EngineSide.Tuned => "tuned", _ => "onnxruntime" };
            yield return new($"{row.Key}_vs_{name}{row.Suffix}", Round(peer.Cpu / ours.Cpu));
            yield return new($"{row.Key}_vs_{name}_wall{row.Suffix}", Round(peer.Wall / ours.Wall));
        }

        if (row.Key == "train_fp32" && sides.TryGetValue(EngineSide.Tuned, out var tuned))
        {
            yield return new($"peak_memory_vs_tuned{row.Suffix}", Round(ours.PeakBytes / tuned.PeakBytes));
        }

        if (sides.TryGetValue(EngineSide.OursBf16, out var half))
        {
            var key = row.Key.Replace("fp32", "bf16", StringComparison.Ordinal);
            yield return new($"{key}_vs_fp32{row.Suffix}", Round(ours.Cpu / half.Cpu));
            yield return new($"{key}_peak_memory_vs_fp32{row.Suffix}", Round(half.PeakBytes / ours.PeakBytes));
        }

        if (row.Task.Kind == EngineTaskKind.Train)
        {
            yield return new($"optimizer_share_{row.Task.Optimizer}{row.Suffix}", Round(ours.Part / ours.Wall));
        }
    }

    private static double Round(double figure) => Math.Round(figure, 4);
}
