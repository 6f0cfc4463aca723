using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Switches of the whole process.</summary>
public static class TorchSettings
{
    /// <summary>Refuses operators whose results may differ from run to run.</summary>
    public static void UseDeterministicAlgorithms(bool enabled) => Shim.cp_deterministic_set(enabled ? 1 : 0);

    /// <summary>Whether convolutions and their like may run in oneDNN; on from the start.</summary>
    public static void UseOneDnn(bool enabled) => Shim.cp_onednn_set(enabled ? 1 : 0);
}
