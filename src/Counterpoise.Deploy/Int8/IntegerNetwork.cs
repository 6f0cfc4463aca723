namespace Counterpoise.Deploy.Int8;

/// <summary>
/// A network of int8 tensors and 32-bit sums: the same bytes on every machine. It is checked once, when it is made.
/// </summary>
public sealed class IntegerNetwork
{
    /// <summary>Makes a network.</summary>
    /// <param name="tensors">All tensors.</param>
    /// <param name="layers">Layers in the order in which they run; each reads what was written before.</param>
    /// <param name="input">Index of the input.</param>
    /// <param name="output">Index of the output.</param>
    /// <exception cref="ArgumentException">A layer cannot run; the message names each fault.</exception>
    public IntegerNetwork(IReadOnlyList<IntegerTensor> tensors, IReadOnlyList<IIntegerLayer> layers, int input, int output)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(layers);
        (Tensors, Layers, Input, Output) = ([.. tensors], [.. layers], input, output);
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
            throw new ArgumentException($"the integer network cannot run: {string.Join("; ", faults)}", nameof(layers));
    }

    /// <summary>All tensors.</summary>
    public IReadOnlyList<IntegerTensor> Tensors { get; }

    /// <summary>Layers in the order in which they run.</summary>
    public IReadOnlyList<IIntegerLayer> Layers { get; }

    /// <summary>Index of the input.</summary>
    public int Input { get; }

    /// <summary>Index of the output.</summary>
    public int Output { get; }

    /// <summary>Multiplications with a weight in one pass.</summary>
    public long Multiplications => Layers.Sum(l => l.Multiplications(Tensors));

    /// <summary>Bytes of all constants.</summary>
    public long ConstantBytes => Layers.Sum(l => l.ConstantBytes);

    /// <summary>Memory for passes; one for each thread.</summary>
    public IntegerMemory CreateMemory() => new(Tensors);

    /// <summary>One pass.</summary>
    /// <param name="input">Codes of the input, rows × columns × channels.</param>
    /// <param name="memory">Memory to use again, or null for new memory.</param>
    /// <returns>Codes of the output: memory that the next pass writes again.</returns>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public ReadOnlySpan<sbyte> Run(ReadOnlySpan<sbyte> input, IntegerMemory? memory = null)
    {
        if (input.Length != Tensors[Input].Length)
            throw new ArgumentException($"found {input.Length} codes; expected {Tensors[Input].Length} for {Tensors[Input]}",
                nameof(input));
        memory ??= CreateMemory();
        input.CopyTo(memory[Input]);
        foreach (var layer in Layers) layer.Run(memory);
        return memory[Output];
    }

    private IEnumerable<string> Faults()
    {
        bool Exists(int tensor) => (uint)tensor < (uint)Tensors.Count;
        if (!Exists(Input) || !Exists(Output)) yield return "input or output is no tensor";
        if (Tensors.FirstOrDefault(t => t.Height < 1 || t.Width < 1 || t.Channels < 1
            || (long)t.Height * t.Width * t.Channels > int.MaxValue || !(t.Quantization.Scale > 0)
            || t.Quantization.ZeroPoint is < -128 or > 127) is { } wrong)
        {
            yield return $"{wrong} has no such size, or no scale above 0";
            yield break;
        }

        var written = new HashSet<int> { Input };
        foreach (var (layer, place) in Layers.Select((l, i) => (l, i)))
        {
            var name = $"layer {place} ({layer.GetType().Name})";
            if (!layer.Inputs.All(Exists) || !Exists(layer.Output)) yield return $"{name} names a tensor that is not there";
            else if (layer.Inputs.FirstOrDefault(i => !written.Contains(i), -1) is var unwritten and >= 0)
                yield return $"{name} reads {Tensors[unwritten]} before it is written";
            else if (!written.Add(layer.Output)) yield return $"{name} writes {Tensors[layer.Output]} a second time";
            else if (layer.Fault(Tensors) is { } fault) yield return $"{name} {fault}";
        }

        if (Exists(Output) && !written.Contains(Output)) yield return "no layer writes the output";
    }
}
