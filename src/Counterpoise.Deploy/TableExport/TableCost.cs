namespace Counterpoise.Deploy.TableExport;

/// <summary>What a model of tables costs on a device.</summary>
/// <param name="ConstantBytes">Nodes, leaves and weights, which lie in flash memory; the code comes on top.</param>
/// <param name="StackBytes">Arrays of one prediction on the stack, beside the row and the probabilities.</param>
/// <param name="Comparisons">The most comparisons of a row with thresholds.</param>
/// <param name="Multiplications">Multiplications with a weight.</param>
public sealed record TableCost(long ConstantBytes, long StackBytes, long Comparisons, long Multiplications);
