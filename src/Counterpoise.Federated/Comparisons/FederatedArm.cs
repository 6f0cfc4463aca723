using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Comparisons;

/// <summary>One way to train and judge a federation. Arms that train alike are trained once.</summary>
/// <param name="Name">Its name in results; unique.</param>
/// <param name="Method">The name of its method, see <see cref="FederatedMethods"/>.</param>
/// <param name="Options">Its options; the seed is that of the run.</param>
/// <param name="AdjustStrength">τ of logit adjustment after training by the clients' summed class counts, which it reveals; 0, the default,
/// for none.</param>
public sealed record FederatedArm(string Name, string Method, FederatedOptions Options, double AdjustStrength = 0)
{
    private static readonly string[] ProofNames =
    [
        "fedavg", "fedavg+drop", "fedavg+drop+random", "fedavg+drop+fedrela", "fedavg+drop/post-hoc-la", "fedetf+drop",
            "fedetf+drop+fedrela",
    ];

    private const string Drop = "drop", FedReLa = "fedrela", Random = "random", PostHoc = "post-hoc-la";

    /// <summary>
    /// Reads an arm's name: a method, then <c>+drop</c> for the lower rate from the round of re-labelling on, <c>+fedrela</c> or
    /// <c>+random</c> for re-labelling or its control, and <c>/post-hoc-la</c> for logit adjustment after training, such as
    /// <c>fedavg+drop+fedrela</c>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="options">Options of the training; what the name does not say of re-labelling and the lower rate is left out.</param>
    /// <exception cref="ArgumentException">The name is none; the message says what one is made of.</exception>
    public static FederatedArm Parse(string name, FederatedOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        var (training, decision) = name.Split('/') switch
        {
            [var whole] => (whole, null),
            [var first, var second] => (first, second),
            _ => throw Unknown(name),
        };
        string[] words = training.Split('+');
        string[] changes = words[1..];
        if (!FederatedMethods.Names.Contains(words[0]) || decision is not (null or PostHoc) || changes.Distinct().Count() < changes.Length
            || changes.Any(change => change is not (Drop or FedReLa or Random)) || (changes.Contains(FedReLa) && changes.Contains(Random)))
        {
            throw Unknown(name);
        }

        return new FederatedArm(name, words[0], options with
        {
            RateDropRound = changes.Contains(Drop) ? options.RelabelRound : null,
            Relabel = changes.Contains(FedReLa) ? RelabelKind.FedReLa : changes.Contains(Random) ? RelabelKind.Random : RelabelKind.None,
        }, decision is null ? 0 : 1);
    }

    /// <summary>
    /// The arms of FedReLa's proof: FedAvg alone, with the lower rate, with as many random moves, with FedReLa, with logit adjustment;
    /// FedETF with the lower rate, without and with FedReLa.
    /// </summary>
    /// <param name="options">Options of the training; the round of re-labelling is also that of the lower rate.</param>
    public static IReadOnlyList<FederatedArm> RelabellingProof(FederatedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. ProofNames.Select(name => Parse(name, options))];
    }

    private static ArgumentException Unknown(string name) => new(
        $"there is no arm '{name}'; expected a method ({string.Join(", ", FederatedMethods.Names)}), then +{Drop}, +{FedReLa} or "
            + $"+{Random} where wanted, then /{PostHoc} where wanted, such as fedavg+{Drop}+{FedReLa}", nameof(name));
}
