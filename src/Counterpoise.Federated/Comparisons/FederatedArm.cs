using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Comparisons;

/// <summary>One way to train and judge a federation. Arms that train alike are trained once.</summary>
/// <param name="Name">Its name in results; unique.</param>
/// <param name="Method">The name of its method, see <see cref="Methods.FederatedMethods"/>.</param>
/// <param name="Options">Its options; the seed is that of the run.</param>
/// <param name="AdjustStrength">τ of logit adjustment after training by the clients' summed class counts, which it reveals; 0, the default,
/// for none.</param>
public sealed record FederatedArm(string Name, string Method, FederatedOptions Options, double AdjustStrength = 0)
{
    /// <summary>
    /// The arms of FedReLa's proof: FedAvg alone, with the lower rate, with as many random moves, with FedReLa, with logit adjustment;
    /// FedETF with the lower rate, without and with FedReLa.
    /// </summary>
    /// <param name="options">Options of the training; the round of re-labelling is also that of the lower rate.</param>
    public static IReadOnlyList<FederatedArm> RelabellingProof(FederatedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plain = options with { Relabel = RelabelKind.None, RateDropRound = null };
        var drop = plain with { RateDropRound = options.RelabelRound };
        return
        [
            new("fedavg", "fedavg", plain),
            new("fedavg+drop", "fedavg", drop),
            new("fedavg+drop+random", "fedavg", drop with { Relabel = RelabelKind.Random }),
            new("fedavg+drop+fedrela", "fedavg", drop with { Relabel = RelabelKind.FedReLa }),
            new("fedavg+drop/post-hoc-la", "fedavg", drop, AdjustStrength: 1),
            new("fedetf+drop", "fedetf", drop),
            new("fedetf+drop+fedrela", "fedetf", drop with { Relabel = RelabelKind.FedReLa }),
        ];
    }
}
