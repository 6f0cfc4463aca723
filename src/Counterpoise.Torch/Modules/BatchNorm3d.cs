namespace Counterpoise.Torch.Modules;

/// <summary>Batch norm of [N, C, D, H, W].</summary>
public sealed class BatchNorm3d : BatchNorm
{
    private static readonly int[] Accepted = [5];

    /// <summary>Creates the layer with weight 1, bias 0, running mean 0 and running variance 1.</summary>
    /// <param name="channels">C, 1 or more.</param>
    /// <param name="options">How statistics are estimated and applied; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public BatchNorm3d(int channels, BatchNormOptions? options = null) : base(channels, options)
    {
    }

    private protected override int[] Ranks => Accepted;
}
