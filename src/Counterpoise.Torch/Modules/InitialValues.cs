using System.Runtime.CompilerServices;
using Parameter = TorchSharp.Modules.Parameter;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// Initial values of parameters and buffers that depend on a seed and their full names alone, so that no seed is ever ambient. TorchSharp's
/// own modules draw theirs from the process's generator when they are made, and keep them.
/// </summary>
public static class InitialValues
{
    // TorchSharp's class has no place for what is kept beside a parameter.
    private static readonly ConditionalWeakTable<nn.Module, Dictionary<string, Initializer>> Initializers = [];

    extension(nn.Module module)
    {
        /// <summary>
        /// Registers a float32 parameter. Until <see cref="ModuleExtensions.Initialize"/> or a state is loaded, a random one holds NaN,
        /// which no loss overlooks.
        /// </summary>
        /// <param name="name">Its name in the module, as in PyTorch's state dict.</param>
        /// <param name="shape">Its sizes.</param>
        /// <param name="initializer">What its initial values are drawn from.</param>
        public void RegisterParameter(string name, long[] shape, Initializer initializer)
        {
            ArgumentNullException.ThrowIfNull(module);
            module.register_parameter(name, new Parameter(Start(shape, ScalarType.Float32, initializer), requires_grad: true));
            Initializers.GetOrCreateValue(module).Add(name, initializer);
        }

        /// <summary>Registers a buffer: state that is saved and not learnt.</summary>
        /// <param name="name">Its name in the module, as in PyTorch's state dict.</param>
        /// <param name="shape">Its sizes.</param>
        /// <param name="initializer">What its initial values are drawn from.</param>
        /// <param name="type">Float32 unless given.</param>
        public void RegisterBuffer(string name, long[] shape, Initializer initializer, ScalarType type = ScalarType.Float32)
        {
            ArgumentNullException.ThrowIfNull(module);
            module.register_buffer(name, Start(shape, type, initializer));
            Initializers.GetOrCreateValue(module).Add(name, initializer);
        }
    }

    /// <summary>Draws the values of a module's own parameters and buffers.</summary>
    internal static void Draw(nn.Module module, string prefix, ulong seed)
    {
        if (!Initializers.TryGetValue(module, out var initializers))
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        foreach (var (name, initializer) in initializers)
        {
            var tensor = module.has_parameter(name) ? module.get_parameter(name)! : module.get_buffer(name)!;
            var values = new double[initializer.IsConstant ? 1 : tensor.Count];
            initializer.Fill(values, initializer.IsConstant ? null : new InitializationStream(seed, ModuleMembers.Join(prefix, name)));
            tensor.copy_(initializer.IsConstant ? torch.tensor(values[0], dtype: ScalarType.Float64)
                : Tensor.FromArray(values, tensor.Shape));
        }
    }

    private static Tensor Start(long[] shape, ScalarType type, Initializer initializer)
    {
        var value = new double[1];
        if (initializer.IsConstant)
        {
            initializer.Fill(value, null);
        }

        return torch.full(shape, initializer.IsConstant ? value[0] : double.NaN, dtype: type).DetachFromDisposeScope();
    }
}
