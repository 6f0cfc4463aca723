using System.Globalization;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Where a tensor lives: <c>cpu</c>, or <c>cuda:0</c> where libtorch has CUDA.</summary>
/// <param name="Type">The kind of device.</param>
/// <param name="Index">Which one, from 0; -1 is the current one.</param>
public readonly record struct Device(DeviceType Type, int Index = -1)
{
    /// <summary>The processor.</summary>
    public static Device Cpu => new(DeviceType.Cpu);

    /// <summary>The GPU of this number, from 0.</summary>
    public static Device Cuda(int index = 0) => new(DeviceType.Cuda, index);

    /// <summary>Whether this libtorch has CUDA and sees a GPU.</summary>
    public static bool IsCudaAvailable => Count(DeviceType.Cuda) > 0;

    /// <summary>How many devices of this kind libtorch sees.</summary>
    public static unsafe int Count(DeviceType type)
    {
        int count;
        Shim.Check(Shim.cp_device_count((int)type, &count));
        return count;
    }

    /// <summary>The device of a name such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="FormatException">The name is none of these.</exception>
    public static Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == "cpu")
        {
            return Cpu;
        }

        if (name == "cuda")
        {
            return Cuda();
        }

        return name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? Cuda(index)
            : throw new FormatException($"'{name}' is no device: cpu, cuda or cuda:<number> was expected");
    }

    /// <summary>Waits until all work queued on the device is done; returns at once for the CPU.</summary>
    public void Synchronize() => Shim.Check(Shim.cp_device_synchronize((int)Type, Index));

    /// <summary>The device's name, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Type == DeviceType.Cpu ? "cpu" : Index < 0 ? "cuda" : string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}");
}
