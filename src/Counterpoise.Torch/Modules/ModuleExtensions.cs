using Counterpoise.Torch.Collectives;

namespace Counterpoise.Torch.Modules;

/// <summary>What every module can do and hands itself back from.</summary>
public static class ModuleExtensions
{
    /// <summary>
    /// Gives every parameter and buffer its first values and seeds dropout. A tensor's values depend on the seed and its full name alone.
    /// </summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <returns>The module.</returns>
    public static T Initialize<T>(this T module, ulong seed)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var (name, slot) in module.Slots())
        {
            slot.Initialize(seed, name);
        }

        module.SeedNoise(seed);
        return module;
    }

    /// <summary>Makes every batch norm below take its batch statistics over the rows of all processes together.</summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="group">The processes; null goes back to this process's rows.</param>
    /// <returns>The module.</returns>
    public static T SynchronizeBatchNorm<T>(this T module, ProcessGroup? group)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var norm in module.NamedModules().Select(m => m.Value).OfType<BatchNorm>())
        {
            norm.Group = group;
        }

        return module;
    }
}
