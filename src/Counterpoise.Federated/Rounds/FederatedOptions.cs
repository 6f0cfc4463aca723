using System.Text.Json.Serialization;
using Counterpoise.Federated.Relabelling;
using Counterpoise.Options;

namespace Counterpoise.Federated.Rounds;

/// <summary>How a federation trains. The optimiser is SGD with momentum, and its state is new in every round.</summary>
public sealed record FederatedOptions
{
    /// <summary>Rounds, at least 1; default 60.</summary>
    public int Rounds { get; init; } = 60;

    /// <summary>Passes of a client over its rows in a round, at least 1; default 2, in FedReLa's code 5.</summary>
    public int LocalEpochs { get; init; } = 2;

    /// <summary>Rows in a batch, at least 1; default 32, in FedReLa's code 8.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Learning rate, above 0; default 0.03 as in FedReLa's code.</summary>
    public double LearningRate { get; init; } = 0.03;

    /// <summary>Momentum, 0 up to below 1; default 0.5 as in FedReLa's code.</summary>
    public double Momentum { get; init; } = 0.5;

    /// <summary>Weight decay, 0 or more; default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Part of the clients that train in a round, above 0 and at most 1; default 1. Drawn anew each round, at least one.</summary>
    public double ClientFraction { get; init; } = 1;

    /// <summary>
    /// First round (from 0) with the lower rate; null, the default, for none. FedReLa's code lowers it from the round of re-labelling on.
    /// </summary>
    public int? RateDropRound { get; init; }

    /// <summary>Factor of the rate from then on, above 0; default and FedReLa's code 0.1.</summary>
    public double RateDropFactor { get; init; } = 0.1;

    /// <summary>What clients do with their labels; default nothing.</summary>
    public RelabelKind Relabel { get; init; }

    /// <summary>Round (from 0) before whose training clients re-label; default 48, 0.8 of the rounds as in FedReLa's code.</summary>
    public int RelabelRound { get; init; } = 48;

    /// <summary>Rounds between further re-labellings, each from the original labels; 0, the default, for once.</summary>
    public int RelabelPeriod { get; init; }

    /// <summary>Options of the re-labelling.</summary>
    public FedReLaOptions FedReLa { get; init; } = new();

    /// <summary>
    /// Whether normalisation layers stay with their client (FedBN) instead of being averaged; default off, so that statistics travel as
    /// FedAvg's do.
    /// </summary>
    public bool KeepLocalNorm { get; init; }

    /// <summary>How training inputs are varied; default not.</summary>
    public AugmentationKind Augmentation { get; init; }

    /// <summary>
    /// Whether clients tell how many rows of each class they hold. Needed for logit adjustment after training; it reveals the counts.
    /// Default off.
    /// </summary>
    public bool SharesCounts { get; init; }

    /// <summary>The run's seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The rate of a round.</summary>
    /// <param name="round">From 0.</param>
    public double RateAt(int round) => LearningRate * (round >= RateDropRound ? RateDropFactor : 1);

    /// <summary>Whether clients re-label before the training of a round.</summary>
    /// <param name="round">From 0.</param>
    public bool RelabelsAt(int round) => Relabel != RelabelKind.None
        && (round == RelabelRound || (RelabelPeriod > 0 && round > RelabelRound && (round - RelabelRound) % RelabelPeriod == 0));

    /// <summary>
    /// The first round (from 0) that a lower rate or re-labelling makes other than without them; <see cref="Rounds"/> for none.
    /// </summary>
    [JsonIgnore]
    public int FirstChange => Math.Min(Math.Min(Rounds, RateDropRound ?? Rounds), Relabel == RelabelKind.None ? Rounds : RelabelRound);

    /// <summary>Options of the rounds before the first change, which are the same for all that change later.</summary>
    /// <param name="rounds">How many, at least 1 and at most <see cref="FirstChange"/>.</param>
    public FederatedOptions Before(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, FirstChange);
        return this with { Rounds = rounds, RateDropRound = null, RateDropFactor = 0.1, Relabel = RelabelKind.None, RelabelRound = 0,
            RelabelPeriod = 0, FedReLa = new() };
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(FederatedOptions))
            .Require(Rounds >= 1, nameof(Rounds), Rounds, "expected at least 1")
            .Require(LocalEpochs >= 1, nameof(LocalEpochs), LocalEpochs, "expected at least 1")
            .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "expected at least 1")
            .Require(double.IsFinite(LearningRate) && LearningRate > 0,
                nameof(LearningRate), LearningRate, "expected above 0")
            .Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "expected 0 up to below 1")
            .Require(double.IsFinite(WeightDecay) && WeightDecay >= 0,
                nameof(WeightDecay), WeightDecay, "expected 0 or more")
            .Require(ClientFraction is > 0 and <= 1, nameof(ClientFraction), ClientFraction, "expected above 0 and at most 1")
            .Require(RateDropRound is not < 0, nameof(RateDropRound), RateDropRound, "expected 0 or more, or null for none")
            .Require(double.IsFinite(RateDropFactor) && RateDropFactor > 0,
                nameof(RateDropFactor), RateDropFactor, "expected above 0")
            .Require(Relabel == RelabelKind.None || (RelabelRound >= 0 && RelabelRound < Rounds),
                nameof(RelabelRound), RelabelRound, $"expected 0 to {Rounds - 1}, a round of this run")
            .Require(RelabelPeriod >= 0, nameof(RelabelPeriod), RelabelPeriod, "expected 0 or more")
            .ThrowIfAny();
        FedReLa.Validate();
    }
}
