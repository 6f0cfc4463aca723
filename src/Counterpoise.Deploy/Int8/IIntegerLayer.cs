namespace Counterpoise.Deploy.Int8;

/// <summary>A layer of an integer network: reads int8 tensors, writes one.</summary>
public interface IIntegerLayer
{
    /// <summary>Indices of the tensors that it reads.</summary>
    IReadOnlyList<int> Inputs { get; }

    /// <summary>Index of the tensor that it writes.</summary>
    int Output { get; }

    /// <summary>Multiplications with a weight in one pass.</summary>
    /// <param name="tensors">The network's tensors.</param>
    long Multiplications(IReadOnlyList<IntegerTensor> tensors);

    /// <summary>Bytes of constants that it holds.</summary>
    long ConstantBytes { get; }

    /// <summary>Checks shapes, constants and scales.</summary>
    /// <param name="tensors">The network's tensors.</param>
    /// <returns>What is wrong, or null.</returns>
    string? Fault(IReadOnlyList<IntegerTensor> tensors);

    /// <summary>Computes the output.</summary>
    /// <param name="memory">The network's memory: tensors by index.</param>
    void Run(IntegerMemory memory);
}
