using Counterpoise.Deploy.Int8;

namespace Counterpoise.Deploy.CExport;

/// <summary>What a network costs on a device.</summary>
/// <param name="ConstantBytes">Weights, biases and scales, which lie in flash memory; the code comes on top.</param>
/// <param name="ArenaBytes">Working memory of one pass.</param>
/// <param name="Multiplications">Multiplications with a weight.</param>
/// <param name="CycleEstimate">A rough count of cycles on a Cortex-M4 class core: eight for a multiplication (two loads, subtraction,
/// multiply-accumulate, loop) and forty for an output. An estimate from the instructions, not a measurement.</param>
public sealed record DeviceCost(long ConstantBytes, int ArenaBytes, long Multiplications, long CycleEstimate)
{
    private const long CyclesPerMultiplication = 8;
    private const long CyclesPerOutput = 40;

    /// <summary>The cost of a network.</summary>
    /// <param name="network">The network.</param>
    public static DeviceCost Compute(IntegerNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var outputs = network.Layers.Where(l => l is not IntegerReshape).Sum(l => (long)network.Tensors[l.Output].Length);
        return new DeviceCost(network.ConstantBytes, ArenaPlan.Compute(network).Size, network.Multiplications,
            (CyclesPerMultiplication * network.Multiplications) + (CyclesPerOutput * outputs));
    }
}
