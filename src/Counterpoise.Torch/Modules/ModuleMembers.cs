namespace Counterpoise.Torch.Modules;

/// <summary>
/// What TorchSharp's modules lack: full names with the module itself, memory formats, and loading that names every difference before it
/// changes anything.
/// </summary>
public static class ModuleMembers
{
    private const int Images = 4;

    extension(nn.Module module)
    {
        /// <summary>How many numbers the parameters hold, frozen ones included.</summary>
        public long ParameterCount => module.parameters().Sum(parameter => parameter.Count);

        /// <summary>This module (under the empty name) and everything below it under full names, parents first.</summary>
        public IEnumerable<KeyValuePair<string, nn.Module>> NamedModules() => Walk(module, "");

        /// <summary>Every parameter under its full name, such as <c>features.0.1.weight</c>, in PyTorch's order.</summary>
        public IEnumerable<KeyValuePair<string, Tensor>> NamedParameters()
            => module.NamedModules().SelectMany(part => part.Value.named_parameters(recurse: false)
                .Select(p => KeyValuePair.Create(Join(part.Key, p.name), (Tensor)p.parameter)));

        /// <summary>Every buffer under its full name: state that is saved but not learnt.</summary>
        public IEnumerable<KeyValuePair<string, Tensor>> NamedBuffers()
            => module.NamedModules().SelectMany(part => part.Value.named_buffers(recurse: false)
                .Select(b => KeyValuePair.Create(Join(part.Key, b.name), b.buffer)));

        /// <summary>
        /// Parameters and buffers under their full names, in PyTorch's order. The tensors are the module's own: clone what is to survive
        /// the next step.
        /// </summary>
        public IReadOnlyDictionary<string, Tensor> StateDict()
        {
            var state = new OrderedDictionary<string, Tensor>();
            foreach (var (prefix, part) in module.NamedModules())
            {
                foreach (var (name, parameter) in part.named_parameters(recurse: false))
                {
                    state.Add(Join(prefix, name), parameter);
                }

                foreach (var (name, buffer) in part.named_buffers(recurse: false))
                {
                    state.Add(Join(prefix, name), buffer);
                }
            }

            return state;
        }

        /// <summary>
        /// Copies values in by full name. They are converted to the module's types and devices, so that a float16 file loads into a float32
        /// module.
        /// TorchSharp's <c>load_state_dict</c> names no culprit, writes half before it fails, and takes a [1] for a [16].
        /// </summary>
        /// <param name="state">Tensors by full name; they stay the caller's.</param>
        /// <param name="strict">
        /// Whether every difference is an error, in which case nothing is loaded. Otherwise what fits is loaded, and the rest keeps its
        /// values.
        /// </param>
        /// <returns>Every difference; complete if strict.</returns>
        /// <exception cref="StateDictException">Strict, and a key is missing, unexpected, of another shape, or holds integers for
        /// fractions.</exception>
        public StateDictReport LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
        {
            ArgumentNullException.ThrowIfNull(module);
            ArgumentNullException.ThrowIfNull(state);
            var own = module.StateDict();
            var misshaped = own.Where(o => state.TryGetValue(o.Key, out var t)
                && (!t.Shape.AsSpan().SequenceEqual(o.Value.Shape) || t.is_floating_point() != o.Value.is_floating_point()))
                    .Select(o => o.Key).ToList();
            var report = new StateDictReport(
                [.. own.Keys.Where(k => !state.ContainsKey(k))],
                [.. state.Keys.Where(k => !own.ContainsKey(k))],
                [.. misshaped.Select(k => state[k].Shape.AsSpan().SequenceEqual(own[k].Shape)
                    ? $"{k} is {state[k].dtype} in the state and {own[k].dtype} in the module"
                    : $"{k} is {state[k].ShapeText} in the state and {own[k].ShapeText} in the module")]);
            if (strict && !report.IsComplete)
            {
                throw new StateDictException(module.GetType().Name, report);
            }

            using var scope = torch.NewDisposeScope();
            using var guard = torch.no_grad();
            foreach (var (name, tensor) in own)
            {
                if (state.TryGetValue(name, out var value) && !misshaped.Contains(name))
                {
                    tensor.copy_(value);
                }
            }

            return report;
        }

        /// <summary>Freezes (false) or frees (true) the parameters whose full names fulfil a condition.</summary>
        /// <param name="on">Whether gradients are wanted.</param>
        /// <param name="which">The condition on the full name; all parameters if null.</param>
        public void RequireGrad(bool on, Func<string, bool>? which = null)
        {
            foreach (var (name, parameter) in module.NamedParameters())
            {
                if (which is null || which(name))
                {
                    parameter.requires_grad = on;
                }
            }
        }

        /// <summary>
        /// Lays the parameters and buffers of four axes in a memory format, in place: an optimiser made before keeps working.
        /// </summary>
        public void LayOut(MemoryFormat format)
        {
            using var scope = torch.NewDisposeScope();
            using var guard = torch.no_grad();
            foreach (var (_, tensor) in module.StateDict())
            {
                if (tensor.Rank == Images && !tensor.IsContiguousIn(format))
                {
                    tensor.set_(tensor.detach().Contiguous(format));
                }
            }
        }
    }

    internal static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private static IEnumerable<KeyValuePair<string, nn.Module>> Walk(nn.Module module, string prefix)
        => module.named_children().SelectMany(child => Walk(child.module, Join(prefix, child.name)))
            .Prepend(KeyValuePair.Create(prefix, module));
}
