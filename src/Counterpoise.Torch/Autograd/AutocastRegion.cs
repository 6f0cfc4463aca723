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
        _enabledBefore = AutocastC.IsEnabled(_device);
        _typeBefore = AutocastC.GetElement(_device);
        AutocastC.SetElement(_device, (sbyte)type);
        AutocastC.SetEnabled(_device, enabled ? (byte)1 : (byte)0);
        t_depth++;
    }

    /// <summary>Restores what was before the region.</summary>
    public void Dispose()
    {
        if (--t_depth == 0)
        {
            AutocastC.ClearCache();
        }

        AutocastC.SetEnabled(_device, _enabledBefore);
        AutocastC.SetElement(_device, _typeBefore);
    }
}
