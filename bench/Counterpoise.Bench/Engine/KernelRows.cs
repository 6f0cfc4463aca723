namespace Counterpoise.Bench.Engine;

/// <summary>A row for each kernel.</summary>
internal static class KernelRows
{
    internal static IReadOnlyList<KernelRow> Measure(bool quick) => [];
}
