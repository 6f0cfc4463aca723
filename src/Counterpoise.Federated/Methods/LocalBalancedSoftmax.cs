using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Losses;

namespace Counterpoise.Federated.Methods;

/// <summary>Balanced softmax with each client's own class counts: cross-entropy of logits raised by log n_c.</summary>
/// <remarks>
/// A class that the client lacks is left out of the softmax. Reference: Ren et al., "Balanced meta-softmax for long-tailed visual
/// recognition", NeurIPS 2020, arXiv:2007.10740; at clients as a baseline in Shang et al., IJCAI 2022.
/// </remarks>
public sealed class LocalBalancedSoftmax : IFederatedMethod
{
    /// <inheritdoc/>
    public string Name => "local-balanced-softmax";

    /// <inheritdoc/>
    public Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(batch);
        return new LogitAdjustment([.. round.Counts]).Loss(batch.Logits, batch.Labels);
    }
}
