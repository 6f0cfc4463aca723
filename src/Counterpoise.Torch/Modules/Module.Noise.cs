namespace Counterpoise.Torch.Modules;

public abstract partial class Module
{
    /// <summary>Seeds the noise of every dropout below by its full name, and starts it anew; each rank of a group takes its own seed.</summary>
    /// <param name="seed">The seed.</param>
    public void SeedNoise(ulong seed)
    {
        foreach (var (name, dropout) in Dropouts())
        {
            dropout.Noise = new(new InitializationStream(seed, name + "/noise").NextUInt64(), 0);
        }
    }

    /// <summary>Where the noise of every dropout stands, under its full name.</summary>
    public IReadOnlyDictionary<string, NoiseState> NoiseStates() => Dropouts().ToDictionary(d => d.Name, d => d.Layer.Noise);

    /// <summary>Puts every dropout where <see cref="NoiseStates"/> was called, so that a resumed run draws the same masks.</summary>
    /// <param name="states">The states by full name.</param>
    /// <exception cref="KeyNotFoundException">A dropout's name is missing.</exception>
    public void RestoreNoise(IReadOnlyDictionary<string, NoiseState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        foreach (var (name, dropout) in Dropouts())
        {
            dropout.Noise = states[name];
        }
    }

    private IEnumerable<(string Name, Dropout Layer)> Dropouts()
        => NamedModules().Where(m => m.Value is Dropout).Select(m => (m.Key, (Dropout)m.Value));
}
