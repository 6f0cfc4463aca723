namespace Counterpoise.Torch;

/// <summary>A kind of device; the numbers are libtorch's.</summary>
public enum DeviceType
{
    /// <summary>The processor and its memory.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU, where libtorch was built for it.</summary>
    Cuda = 1,
}
