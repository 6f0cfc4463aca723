using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// SCAFFOLD: each client corrects its gradients by the difference between the federation's mean gradient and its own, so that it does not
/// drift.
/// </summary>
/// <remarks>
/// g ← g + c − c_k; after the round c_k⁺ = c_k − c + (w − w_k) / (a η) (the paper's option II, with a the effective steps, which momentum
/// makes more than the steps); c ← c + Σ_S (c_k⁺ − c_k) / N. Twice FedAvg's traffic. Reference: Karimireddy et al., "SCAFFOLD: stochastic
/// controlled averaging for federated learning", ICML 2020, arXiv:1910.06378.
/// </remarks>
public sealed class Scaffold : IFederatedMethod
{
    private const string Own = "control";

    /// <inheritdoc/>
    public string Name => "scaffold";

    /// <inheritdoc/>
    public ServerState Start(ModelState global)
    {
        ArgumentNullException.ThrowIfNull(global);
        return new ServerState(global, Learnt(global).Zeros(), ModelState.Empty);
    }

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var own = round.Memory.TryGetValue(Own, out var kept) ? kept : round.Request.Extras.Zeros();
        foreach (var correction in round.Request.Extras.Move(round.Request.Extras.Zeros(), own, 1).Entries)
        {
            round.Tensors[correction.Name] = ModelState.ToTensor(correction).DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public void CorrectGradients(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        using var _ = torch.no_grad();
        foreach (var (name, parameter) in round.Network.named_parameters())
        {
            parameter.grad?.add_(round.Tensors[name]);
        }
    }

    /// <inheritdoc/>
    public ModelState End(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var common = round.Request.Extras;
        var own = round.Memory.TryGetValue(Own, out var kept) ? kept : common.Zeros();
        var (before, after) = (Learnt(round.Request.State), Learnt(ModelState.Read(round.Network)));
        var rate = round.Options.RateAt(round.Request.Round);
        var renewed = own.Move(common.Zeros(), common, 1).Move(before, after, 1 / (round.EffectiveSteps * rate));
        round.Memory[Own] = renewed;
        return renewed.Zeros().Move(renewed, own, 1);
    }

    /// <inheritdoc/>
    public ServerState Aggregate(ServerState server, ServerRound round)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(round);
        var control = round.Updates.Aggregate(server.Extras, (sum, update) =>
            sum.Move(update.Extras, update.Extras.Zeros(), 1.0 / round.Clients));
        return server with { Global = round.Mean(), Extras = control };
    }

    private static ModelState Learnt(ModelState state) => new([.. state.Entries.Where(entry => !entry.IsStatistic)]);
}
