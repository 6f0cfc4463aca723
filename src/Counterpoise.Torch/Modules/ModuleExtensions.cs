using Counterpoise.Torch.Collectives;

namespace Counterpoise.Torch.Modules;

/// <summary>What every module can do and hands itself back from, and the noise of the dropouts in it.</summary>
public static class ModuleExtensions
{
    /// <summary>
    /// Gives every parameter and buffer that was registered with an initialiser its initial values and seeds dropout. A tensor's values
    /// depend on the seed and its full name alone.
    /// </summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <returns>The module.</returns>
    public static T Initialize<T>(this T module, ulong seed)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var (prefix, part) in module.NamedModules())
        {
            InitialValues.Draw(part, prefix, seed);
        }

        module.SeedNoise(seed);
        return module;
    }

    /// <summary>Makes every batch norm below take its batch statistics over the rows of all processes together.</summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="group">The processes; null goes back to this process's rows.</param>
    /// <returns>The module.</returns>
    public static T SynchronizeBatchNorm<T>(this T module, ProcessGroup? group)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (var norm in module.NamedModules().Select(m => m.Value).OfType<BatchNorm>())
        {
            norm.Group = group;
        }

        return module;
    }

    /// <summary>
    /// Seeds the noise of every dropout below by its full name, and starts it anew; each rank of a group takes its own seed.
    /// </summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="seed">The seed.</param>
    public static void SeedNoise(this nn.Module module, ulong seed)
    {
        foreach (var (name, dropout) in Dropouts(module))
        {
            dropout.Noise = new(new InitializationStream(seed, name + "/noise").NextUInt64(), 0);
        }
    }

    /// <summary>Where the noise of every dropout stands, under its full name.</summary>
    /// <param name="module">The outermost module.</param>
    public static IReadOnlyDictionary<string, NoiseState> NoiseStates(this nn.Module module) =>
        Dropouts(module).ToDictionary(d => d.Name, d => d.Layer.Noise);

    /// <summary>Puts every dropout where <see cref="NoiseStates"/> was called, so that a resumed run draws the same masks.</summary>
    /// <param name="module">The outermost module.</param>
    /// <param name="states">The states by full name.</param>
    /// <exception cref="KeyNotFoundException">A dropout's name is missing.</exception>
    public static void RestoreNoise(this nn.Module module, IReadOnlyDictionary<string, NoiseState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        foreach (var (name, dropout) in Dropouts(module))
        {
            dropout.Noise = states[name];
        }
    }

    private static IEnumerable<(string Name, Dropout Layer)> Dropouts(nn.Module module)
        => module.NamedModules().Where(m => m.Value is Dropout).Select(m => (m.Key, (Dropout)m.Value));
}
