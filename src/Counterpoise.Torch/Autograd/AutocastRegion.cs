using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>A region of mixed precision; disposing the outermost one drops the casts of weights it kept.</summary>
public readonly unsafe ref struct AutocastRegion
{
    [ThreadStatic] private static int t_depth;
    private readonly DeviceType _device;
    private readonly int _enabledBefore;
    private readonly int _typeBefore;

    internal AutocastRegion(DeviceType device, ScalarType type, bool enabled)
    {
        int before, typeBefore;
        Shim.cp_autocast((int)device, &before, &typeBefore);
        Shim.Check(Shim.cp_autocast_set((int)device, enabled ? 1 : 0, (int)type));
        (_device, _enabledBefore, _typeBefore) = (device, before, typeBefore);
        t_depth++;
    }

    /// <summary>Restores what was before the region.</summary>
    public void Dispose()
    {
        if (--t_depth == 0)
        {
            Shim.cp_autocast_clear();
        }

        Shim.Check(Shim.cp_autocast_set((int)_device, _enabledBefore, _typeBefore));
    }
}
