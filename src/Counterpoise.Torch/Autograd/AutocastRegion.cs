using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>A region of mixed precision; disposing the outermost one drops the casts of weights it kept.</summary>
public readonly ref struct AutocastRegion
{
    [ThreadStatic] private static int t_depth;
    private readonly sbyte _device;
    private readonly sbyte _typeBefore;
    private readonly byte _enabledBefore;

    internal AutocastRegion(DeviceType device, ScalarType type, bool enabled)
    {
        _device = (sbyte)device;
        _enabledBefore = LibTorchC.IsAutocastEnabled(_device);
        _typeBefore = LibTorchC.GetAutocastType(_device);
        LibTorchC.SetAutocastType(_device, (sbyte)type);
        LibTorchC.SetAutocastEnabled(_device, enabled ? (byte)1 : (byte)0);
        t_depth++;
    }

    /// <summary>Restores what was before the region.</summary>
    public void Dispose()
    {
        if (--t_depth == 0)
        {
            LibTorchC.ClearAutocastCache();
        }

        LibTorchC.SetAutocastEnabled(_device, _enabledBefore);
        LibTorchC.SetAutocastType(_device, _typeBefore);
    }
}
