namespace Counterpoise.Torch.Modules;

/// <summary>The activation that follows a batch norm inside <see cref="ConvBatchNormActivation"/>.</summary>
public enum Activation
{
    /// <summary>None: x.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
    Hardswish,
}
