namespace Counterpoise.Deploy.Int8;

/// <summary>The tensors of one pass through an integer network.</summary>
public sealed class IntegerMemory
{
    private readonly sbyte[][] _codes;

    internal IntegerMemory(IReadOnlyList<IntegerTensor> tensors)
    {
        Tensors = tensors;
        _codes = [.. tensors.Select(t => new sbyte[t.Length])];
    }

    /// <summary>The tensors' shapes and quantizations.</summary>
    public IReadOnlyList<IntegerTensor> Tensors { get; }

    /// <summary>The codes of a tensor.</summary>
    /// <param name="tensor">Its index.</param>
    public Span<sbyte> this[int tensor] => _codes[tensor];
}
