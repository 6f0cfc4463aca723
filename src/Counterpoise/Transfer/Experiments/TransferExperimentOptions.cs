using Counterpoise.Options;

namespace Counterpoise.Transfer.Experiments;

/// <summary>How a transfer experiment makes its targets scarce.</summary>
public sealed record TransferExperimentOptions
{
    /// <summary>Records that a target sees, at least 1. Default 4.</summary>
    public int Stripes { get; init; } = 4;

    /// <summary>Structures that a target sees of each such record, at least 1; of a smaller record all. Default 5.</summary>
    public int PerStripe { get; init; } = 5;

    /// <summary>Scarce targets drawn of each group, at least 2. Default 30.</summary>
    public int Draws { get; init; } = 30;

    /// <summary>Seed of the draws and of all strategies.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads, at least 1; the results do not depend on them. Default 2.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(TransferExperimentOptions))
        .Require(Stripes >= 1, nameof(Stripes), Stripes, "expected at least 1")
        .Require(PerStripe >= 1, nameof(PerStripe), PerStripe, "expected at least 1")
        .Require(Draws >= 2, nameof(Draws), Draws, "expected at least 2, for an interval needs two")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
