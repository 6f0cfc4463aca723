namespace Counterpoise.Torch;

/// <summary>The order in which a tensor's elements lie in memory; the numbers are libtorch's.</summary>
public enum MemoryFormat
{
    /// <summary>Row-major: the last dimension is dense (NCHW for images).</summary>
    Contiguous = 0,

    /// <summary>As the source tensor lies.</summary>
    Preserve = 1,

    /// <summary>Channels are dense (NHWC in memory for a tensor of shape [N, C, H, W]).</summary>
    ChannelsLast = 2,
}
