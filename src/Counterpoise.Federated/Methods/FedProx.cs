using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>FedProx: a client also pays μ/2 ‖w − w_global‖², so that it does not drift far in its round.</summary>
/// <remarks>
/// The term enters as its gradient μ (w − w_global), added before each step. Reference: Li et al., "Federated optimization in heterogeneous
/// networks", MLSys 2020, arXiv:1812.06127.
/// </remarks>
/// <param name="strength">μ, 0 or more; 0 is FedAvg. Default 0.01; the paper tunes it over 0.001 to 1.</param>
public sealed class FedProx(double strength = 0.01) : IFederatedMethod
{
    private readonly double _strength = strength is >= 0 and < double.PositiveInfinity ? strength
        : throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected 0 or more");

    /// <inheritdoc/>
    public string Name => "fedprox";

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        foreach (var (name, parameter) in round.Network.named_parameters())
        {
            round.Tensors[name] = parameter.detach().clone().DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public void CorrectGradients(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        using var _ = torch.no_grad();
        foreach (var (name, parameter) in round.Network.named_parameters())
        {
            if (parameter.grad is { } gradient)
            {
                using var distance = parameter - round.Tensors[name];
                gradient.add_(distance, alpha: _strength);
            }
        }
    }
}
