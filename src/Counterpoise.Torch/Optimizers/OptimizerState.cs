namespace Counterpoise.Torch.Optimizers;

/// <summary>Compares a saved state with an optimiser.</summary>
internal static class OptimizerState
{
    public static void Check(
        string optimizer,
        IEnumerable<(int Index, ParameterState State, IReadOnlyList<string> Moments)> parameters,
        int groups,
        IReadOnlyDictionary<string, Tensor> state)
    {
        var known = new HashSet<string>();
        var faults = new List<string>();
        foreach (var (index, parameter, moments) in parameters)
        {
            Expect(Optimizer.Key(index, "step"), null);
            var began = state.TryGetValue(Optimizer.Key(index, "step"), out var step) && step.Item<long>() > 0;
            foreach (var name in began ? moments : [])
            {
                Expect(Optimizer.Key(index, name), parameter.Parameter.Shape);
            }
        }

        for (var g = 0; g < groups; g++)
        {
            Expect(Optimizer.GroupKey(g, "learning_rate"), null);
            Expect(Optimizer.GroupKey(g, "initial_learning_rate"), null);
        }

        faults.AddRange(state.Keys.Where(k => !known.Contains(k)).Select(k => $"  unexpected: {k}"));
        if (faults.Count > 0)
        {
            throw new ArgumentException($"the state does not fit this {optimizer}; nothing was loaded.\n{string.Join('\n', faults)}",
                nameof(state));
        }

        void Expect(string key, long[]? shape)
        {
            known.Add(key);
            if (!state.TryGetValue(key, out var value))
            {
                faults.Add($"  missing: {key}");
            }
            else if (shape is not null && !value.Shape.AsSpan().SequenceEqual(shape))
            {
                faults.Add($"  of another shape: {key} is [{string.Join(", ", value.Shape)}] in the state and "
                    + $"[{string.Join(", ", shape)}] in the parameter");
            }
        }
    }
}
