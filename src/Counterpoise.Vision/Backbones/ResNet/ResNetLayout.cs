namespace Counterpoise.Vision.Backbones;

/// <summary>One row of table 1 of the ResNet paper.</summary>
/// <param name="Blocks">Residual blocks of the four stages.</param>
/// <param name="IsBottleneck">Whether blocks are 1×1, 3×3, 1×1 with four times the channels at their end, instead of two 3×3.</param>
internal sealed record ResNetLayout(IReadOnlyList<int> Blocks, bool IsBottleneck)
{
    public static ResNetLayout Of18 { get; } = new([2, 2, 2, 2], false);

    public static ResNetLayout Of34 { get; } = new([3, 4, 6, 3], false);

    public static ResNetLayout Of50 { get; } = new([3, 4, 6, 3], true);
}
