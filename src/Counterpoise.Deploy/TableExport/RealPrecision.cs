namespace Counterpoise.Deploy.TableExport;

/// <summary>The numbers that exported C computes with.</summary>
public enum RealPrecision
{
    /// <summary>double: the numbers of the program.</summary>
    Double,

    /// <summary>float: half the memory, and fast where only single precision is in hardware, as on a Cortex-M4.</summary>
    Single,
}
