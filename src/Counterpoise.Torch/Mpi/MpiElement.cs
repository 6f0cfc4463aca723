namespace Counterpoise.Torch.Mpi;

/// <summary>What the memory that a rank sends consists of.</summary>
public enum MpiElement
{
    /// <summary>Bytes, which are copied and never summed up.</summary>
    Byte,

    /// <summary>Single-precision numbers, 4 bytes each.</summary>
    Float,

    /// <summary>Double-precision numbers, 8 bytes each.</summary>
    Double,

    /// <summary>Signed integers of 64 bits, 8 bytes each.</summary>
    Int64,
}
