using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>FedAvg: cross-entropy at the clients, and the mean of their networks weighted by rows.</summary>
/// <remarks>
/// Reference: McMahan et al., "Communication-efficient learning of deep networks from decentralized data", AISTATS 2017, arXiv:1602.05629.
/// </remarks>
public sealed class FedAvg : IFederatedMethod
{
    /// <inheritdoc/>
    public string Name => "fedavg";
}
