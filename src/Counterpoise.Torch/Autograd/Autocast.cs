using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// Mixed precision, which TorchSharp has no name for: inside, convolutions and matrix products run in bfloat16, what needs range runs in
/// float32.
/// </summary>
public static class Autocast
{
    /// <summary>Switches autocast on for a device's operators on this thread until the region is disposed.</summary>
    /// <param name="device">The processor unless given.</param>
    /// <param name="type">Bfloat16 unless given; CUDA also takes float16.</param>
    /// <param name="enabled">False switches it off inside an outer region.</param>
    public static AutocastRegion Begin(DeviceType device = DeviceType.CPU, ScalarType type = ScalarType.BFloat16, bool enabled = true) =>
        new(device, type, enabled);

    /// <summary>Whether autocast is on for a device's operators on this thread.</summary>
    public static bool IsEnabled(DeviceType device = DeviceType.CPU) => AutocastC.IsEnabled((sbyte)device) != 0;
}
