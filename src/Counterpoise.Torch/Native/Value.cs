using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>What a value on an operator's stack is; the numbers are the shim's.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Integer = 2,
    Real = 3,
    Boolean = 4,
    Integers = 5,
    Reals = 6,
    Booleans = 7,
    Tensors = 8,
    Text = 9,
    Device = 10,
    Generator = 11,
    Default = 12,
}

/// <summary>A tagged value of 16 bytes, as the shim reads and writes it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    internal Tag Tag;
    internal int Count;
    internal long Bits;
}
