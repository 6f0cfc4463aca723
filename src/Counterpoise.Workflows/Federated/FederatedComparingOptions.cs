using Counterpoise.Federated.Comparisons;
using Counterpoise.Federated.Rounds;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Workflows.Federated;

/// <summary>Federations side by side: data, clients, methods, seeds.</summary>
public sealed record FederatedComparingOptions
{
    /// <summary>The rows and how they are dealt.</summary>
    public required FederatedDataOptions Data { get; init; }

    /// <summary>Folder of the report, the results and what an interrupted run goes on from.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Names of arms as <see cref="FederatedArm.Parse"/> reads them, or <c>proof</c> for those of FedReLa's proof; the first is the
    /// baseline.
    /// </summary>
    public IReadOnlyList<string> Methods { get; init; } = ["fedavg", "local-balanced-softmax", "fedavg/post-hoc-la"];

    /// <summary>How clients train; the seed is that of each run.</summary>
    public FederatedOptions Training { get; init; } = new();

    /// <summary>The seeds: each draws its own split, partition and initial weights, which all arms share.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0, 1, 2, 3, 4, 5];

    /// <summary>Rounds between judgements, at least 1; default 5. The last round is always judged.</summary>
    public int EvaluateEvery { get; init; } = 5;

    /// <summary>Clients that train at a time, at least 1; 0, the default, for the number of cores. Results do not depend on it.</summary>
    [SpeedOnly]
    public int Workers { get; init; }

    /// <summary>The arm whose worth is in question; null for the first with FedReLa, else the second.</summary>
    public string? Candidate { get; init; }

    /// <summary>What it must beat; empty for its usual controls: without re-labelling and with random moves, else all others.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>The metric that decides; higher is better. Default <c>tail_accuracy</c>.</summary>
    public string Metric { get; init; } = "tail_accuracy";

    /// <summary>Whether the majority class and logistic regression on all training rows in one place stand beside the arms. Default
    /// true.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>The command that began it, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(FederatedComparingOptions))
            .Require(Methods.Count > 0, $"{new SettingPart(nameof(Methods))} is empty; expected at least one")
            .Require(Seeds.Count > 0, $"{new SettingPart(nameof(Seeds))} is empty; expected at least one")
            .Require(EvaluateEvery >= 1, nameof(EvaluateEvery), EvaluateEvery, "expected at least 1")
            .Require(Workers >= 0, nameof(Workers), Workers, "expected at least 1, or 0 for the number of cores")
            .ThrowIfAny();
        Data.Validate();
        Training.Validate();
    }
}
