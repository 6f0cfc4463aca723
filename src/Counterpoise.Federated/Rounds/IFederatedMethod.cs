using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>
/// A federated method: what a client minimises, what travels, and how the server joins it. Every member but the name has the behaviour of
/// FedAvg by default, so that a method states where it differs. An instance serves all clients at once and keeps nothing of one round: that
/// lies in the arguments.
/// </summary>
public interface IFederatedMethod
{
    /// <summary>Its name on the command line and in reports.</summary>
    string Name { get; }

    /// <summary>Prepares a network once after it was made: freezes or fixes parts of it.</summary>
    /// <param name="network">The network, initialised.</param>
    /// <param name="seed">The run's seed.</param>
    void Prepare(EmbeddingClassifier network, ulong seed)
    {
    }

    /// <summary>What the server holds before the first round.</summary>
    /// <param name="global">The initial network.</param>
    ServerState Start(ModelState global) => new(global, ModelState.Empty, ModelState.Empty);

    /// <summary>Called at a client before its first step of a round.</summary>
    /// <param name="round">The round.</param>
    void Begin(LocalRound round)
    {
    }

    /// <summary>The loss of a batch, a scalar that gradients flow through; by default cross-entropy.</summary>
    /// <param name="round">The round.</param>
    /// <param name="batch">The batch.</param>
    Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return nn.functional.cross_entropy(batch.Logits, batch.Labels);
    }

    /// <summary>Called between the backward pass and the step of the optimiser.</summary>
    /// <param name="round">The round.</param>
    void CorrectGradients(LocalRound round)
    {
    }

    /// <summary>Called at a client after its last step of a round; what it returns travels beside the network.</summary>
    /// <param name="round">The round.</param>
    ModelState End(LocalRound round) => ModelState.Empty;

    /// <summary>Joins the updates of a round.</summary>
    /// <param name="server">What the server held before it.</param>
    /// <param name="round">The updates.</param>
    ServerState Aggregate(ServerState server, ServerRound round)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(round);
        return server with { Global = round.Mean() };
    }

    /// <summary>The network that is evaluated and shipped.</summary>
    /// <param name="server">What the server holds.</param>
    ModelState Deploy(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Global;
    }

    /// <summary>The logits that decide, [N, C].</summary>
    /// <param name="network">The network.</param>
    /// <param name="embedding">[N, D].</param>
    /// <param name="logits">[N, C], those of the network's own last layer.</param>
    Tensor Decide(EmbeddingClassifier network, Tensor embedding, Tensor logits) => logits;
}
