using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// FedNova: a client's change is divided by its number of steps before averaging, so that clients with many rows do not pull the objective
/// to theirs.
/// </summary>
/// <remarks>
/// w ← w − τ Σ p_k (w − w_k) / a_k with a_k the effective steps of client k (with momentum those of
/// <see cref="LocalRound.EffectiveSteps"/>) and τ = Σ p_k a_k. Statistics of normalisation layers are averaged as in FedAvg. Reference:
/// Wang et al., "Tackling the objective inconsistency problem in heterogeneous federated optimization", NeurIPS 2020, arXiv:2007.07481.
/// </remarks>
public sealed class FedNova : IFederatedMethod
{
    /// <inheritdoc/>
    public string Name => "fednova";

    /// <inheritdoc/>
    public ServerState Aggregate(ServerState server, ServerRound round)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(round);
        double[] steps = [.. round.Updates.Select(update => Momentum.EffectiveSteps(update.Steps, round.Options.Momentum))];
        var common = round.Weights.Zip(steps, (weight, a) => weight * a).Sum();
        var mean = round.Mean();
        return server with
        {
            Global = new ModelState([.. server.Global.Entries.Select((entry, at) => entry.IsStatistic ? mean.Entries[at]
                : entry with { Values = Normalised(entry, at) })]),
        };

        double[] Normalised(StateEntry entry, int at)
        {
            var values = (double[])entry.Values.Clone();
            for (var k = 0; k < steps.Length; k++)
            {
                var (local, factor) = (round.Updates[k].State.Entries[at].Values, common * round.Weights[k] / steps[k]);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] -= factor * (entry.Values[i] - local[i]);
                }
            }

            return values;
        }
    }
}
