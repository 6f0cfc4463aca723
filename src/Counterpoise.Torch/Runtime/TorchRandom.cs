using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>The default generators: what operators without a generator argument, such as dropout, draw from.</summary>
public static class TorchRandom
{
    /// <summary>Seeds the default generators of all devices.</summary>
    public static void Seed(ulong seed) => Shim.Check(Shim.cp_manual_seed(seed));

    /// <summary>The state of a device's default generator (the CPU's unless given), for a checkpoint.</summary>
    public static byte[] GetState(Device? device = null)
    {
        using var generator = TorchGenerator.DefaultOf(device ?? Device.Cpu);
        return generator.GetState();
    }

    /// <summary>Continues where <see cref="GetState"/> was called.</summary>
    public static void SetState(byte[] state, Device? device = null)
    {
        using var generator = TorchGenerator.DefaultOf(device ?? Device.Cpu);
        generator.SetState(state);
    }
}
