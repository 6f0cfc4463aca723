namespace Counterpoise.Bench.Engine;

/// <summary>One kernel against the stock operators.</summary>
/// <param name="Key">The ratio's name.</param>
/// <param name="Ours">Seconds with the kernel.</param>
/// <param name="Stock">Seconds with stock operators.</param>
internal readonly record struct KernelRow(string Key, double Ours, double Stock)
{
    public double Ratio => Stock / Ours;

    public override string ToString() => FormattableString.Invariant(
        $"{Key,-44} {Ours * 1e3,8:F2} ms   stock {Stock * 1e3,8:F2} ms   {Ratio:F2}x");
}
