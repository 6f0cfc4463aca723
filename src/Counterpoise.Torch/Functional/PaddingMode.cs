namespace Counterpoise.Torch;

/// <summary>What is put around a tensor.</summary>
public enum PaddingMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>A mirror image without the edge.</summary>
    Reflect,

    /// <summary>The edge again and again.</summary>
    Replicate,

    /// <summary>The other side.</summary>
    Circular,
}
