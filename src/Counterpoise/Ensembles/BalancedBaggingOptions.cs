using Counterpoise.Options;

namespace Counterpoise.Ensembles;

/// <summary>Options of <see cref="BalancedBagging"/>.</summary>
public sealed record BalancedBaggingOptions
{
    /// <summary>Members, at least 1. Default 10.</summary>
    public int Members { get; init; } = 10;

    /// <summary>
    /// True draws a bag of all rows with replacement before it is balanced, as the reference does; false balances all rows. Default true.
    /// </summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>True draws the balanced rows with replacement. Default false.</summary>
    public bool Replacement { get; init; }

    /// <summary>Threads, at least 1; default all processors. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(BalancedBaggingOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
