namespace Counterpoise.Torch.Modules;

public abstract partial class Module
{
    /// <summary>
    /// Parameters and buffers under their full names, in PyTorch's order. The tensors are the module's own: clone what is
    /// to survive the next step.
    /// </summary>
    /// <exception cref="InvalidOperationException">A tensor has no values yet.</exception>
    public IReadOnlyDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach (var (name, slot) in Slots())
        {
            state.Add(name, slot.Value);
        }

        return state;
    }

    /// <summary>
    /// Copies values in by full name. They are converted to the module's types and devices, so that a float16 file loads
    /// into a float32 module.
    /// </summary>
    /// <param name="state">Tensors by full name; they stay the caller's.</param>
    /// <param name="strict">
    /// Whether every difference is an error, in which case nothing is loaded. Otherwise what fits is loaded, and the rest
    /// keeps its values.
    /// </param>
    /// <returns>Every difference; complete if strict.</returns>
    /// <exception cref="StateDictException">Strict, and a key is missing, unexpected or of another shape.</exception>
    public StateDictReport LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(state);
        var slots = Slots().ToDictionary(s => s.Name, s => s.Slot, StringComparer.Ordinal);
        var misshaped = slots.Where(s => state.TryGetValue(s.Key, out var t) && !t.Shape.AsSpan().SequenceEqual(s.Value.Shape)).Select(s => s.Key).ToList();
        var report = new StateDictReport(
            [.. slots.Keys.Where(k => !state.ContainsKey(k))],
            [.. state.Keys.Where(k => !slots.ContainsKey(k))],
            [.. misshaped.Select(k => $"{k} is [{string.Join(", ", state[k].Shape)}] in the state and [{string.Join(", ", slots[k].Shape)}] in the module")]);
        if (strict && !report.IsComplete)
        {
            throw new StateDictException(GetType().Name, report);
        }

        foreach (var (name, slot) in slots)
        {
            if (state.TryGetValue(name, out var value) && !misshaped.Contains(name))
            {
                slot.Assign(value);
            }
        }

        return report;
    }
}
