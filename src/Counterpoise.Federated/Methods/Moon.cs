using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// MOON: a client also pulls its embeddings towards those of the global network and away from those of its own network of the round before.
/// </summary>
/// <remarks>
/// loss = cross-entropy + μ · −log [e^(s_g/τ) / (e^(s_g/τ) + e^(s_p/τ))], s_g and s_p the cosine similarities with the embeddings of the
/// global and the previous network. In a client's first round there is no previous network and the term is left out. Two more forward
/// passes per batch. Reference: Li, He and Song, "Model-contrastive federated learning", CVPR 2021, arXiv:2103.16257.
/// </remarks>
/// <param name="strength">μ, 0 or more; default 1, the paper tunes it over 0.1 to 10.</param>
/// <param name="temperature">τ, above 0; default and paper 0.5.</param>
public sealed class Moon(double strength = 1, double temperature = 0.5) : IFederatedMethod
{
    private const string Global = "global", Previous = "previous";
    private readonly double _strength = strength is >= 0 and < double.PositiveInfinity ? strength
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected 0 or more");
    private readonly double _temperature = temperature is > 0 and < double.PositiveInfinity ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "expected above 0");

    /// <inheritdoc/>
    public string Name => "moon";

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Memory.TryGetValue(Previous, out var previous))
        {
            round.Freeze(Global, round.Request.State);
            round.Freeze(Previous, previous);
        }
    }

    /// <inheritdoc/>
    public Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(batch);
        var loss = nn.functional.cross_entropy(batch.Logits, batch.Labels);
        return round.Networks.TryGetValue(Previous, out var previous)
            ? loss + (_strength * nn.functional.softplus((Similarity(previous, batch)
                - Similarity(round.Networks[Global], batch)) / _temperature).mean())
            : loss;
    }

    /// <inheritdoc/>
    public ModelState End(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        round.Memory[Previous] = ModelState.Read(round.Network);
        return ModelState.Empty;
    }

    private static Tensor Similarity(Learning.Models.EmbeddingClassifier other, LocalBatch batch) =>
        nn.functional.cosine_similarity(batch.Embedding, other.call(batch.Inputs).Embedding, dim: 1);
}
