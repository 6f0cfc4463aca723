namespace Counterpoise.Learning.Models;

/// <summary>What a model makes of a batch: its prediction, and whatever else the objective or an observer needs, by name.</summary>
/// <param name="Prediction">[N, …], such as logits [N, C].</param>
public sealed record ModelOutput(Tensor Prediction)
{
    /// <summary>Further tensors, such as an embedding, a projection or attention weights. Default none.</summary>
    public IReadOnlyDictionary<string, Tensor> Extras { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>An extra by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists those that are there.</exception>
    public Tensor Extra(string name) => Extras.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException(
            $"the model gave no '{name}'; it gave "
            + $"{(Extras.Count == 0 ? "nothing beside its prediction" : string.Join(", ", Extras.Keys.Select(k => $"'{k}'")))}");
}
